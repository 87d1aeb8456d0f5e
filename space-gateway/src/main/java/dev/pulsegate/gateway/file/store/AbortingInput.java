package dev.pulsegate.gateway.file.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response body that, closed before its end, gives the connection up instead of reading what nobody wants. */
final class AbortingInput extends FilterInputStream {

    private final Runnable abort;
    private long remainingBytes;

    AbortingInput(InputStream in, Runnable abort, long lengthBytes) {
        super(in);
        this.abort = abort;
        this.remainingBytes = lengthBytes;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            remainingBytes--;
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            remainingBytes -= read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        if (remainingBytes > 0) {
            abort.run();
        } else {
            super.close();
        }
    }
}
