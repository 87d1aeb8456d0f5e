package dev.pulsegate.gateway.file;

import java.io.InputStream;

/** A long stream made as it is read, of bytes that depend on their position only. */
public class GeneratedInput extends InputStream {

    private final long sizeBytes;
    private long position;

    /** So many bytes. */
    public GeneratedInput(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    static byte at(long position) {
        return (byte) (position * 31 + (position >>> 13));
    }

    @Override
    public int read() {
        return position == sizeBytes ? -1 : at(position++) & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position == sizeBytes) {
            return -1;
        }
        int count = (int) Math.min(length, sizeBytes - position);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = at(position++);
        }
        return count;
    }

    /** How far it has been read. */
    long position() {
        return position;
    }
}
