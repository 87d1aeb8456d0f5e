package dev.pulsegate.ecg.wfdb;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of one file of a record, read at any position. One reader at a time. */
public interface ByteSource extends Closeable {

    /** The file's name, for messages. */
    String name();

    long size();

    /**
     * Fills {@code target[offset .. offset + length)} with the bytes from {@code position} on.
     *
     * @throws WfdbException if the file ends before that
     * @throws IOException if the file cannot be read
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * The whole file.
     *
     * @param maxBytes a longer file is refused before anything is allocated
     * @throws WfdbException if the file is longer than {@code maxBytes}
     * @throws IOException if the file cannot be read
     */
    default byte[] readAll(int maxBytes) throws IOException {
        if (size() > maxBytes) {
            throw WfdbException.in(name(), "has " + size() + " bytes; at most " + maxBytes + " are taken");
        }
        var bytes = new byte[(int) size()];
        read(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** A source over bytes in memory, which are not copied. */
    static ByteSource of(String name, byte[] bytes) {
        return new ByteSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws IOException {
                if (position < 0 || position + length > bytes.length) {
                    throw WfdbException.atByte(name, bytes.length, "the file ends here; more was expected");
                }
                System.arraycopy(bytes, (int) position, target, offset, length);
            }

            @Override
            public void close() {
                // Memory needs no closing.
            }
        };
    }
}
