package dev.pulsegate.gateway.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongPredicate;

/**
 * Counts what is read against its account's storage before it is passed on: in steps that grow, as asking costs a
 * transaction, and near the end of what there is in small ones. For one thread.
 */
final class CountedInput extends FilterInputStream {

    private static final long SMALLEST_STEP_BYTES = 256 * 1024;
    private static final long LARGEST_STEP_BYTES = 32 * 1024 * 1024;

    private final LongPredicate reserve;
    private long readBytes;
    private long reservedBytes;

    /**
     * @param reserve counts so many bytes more, unless there is no room for them
     */
    CountedInput(InputStream in, LongPredicate reserve) {
        super(in);
        this.reserve = reserve;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            readBytes += read;
            if (readBytes > reservedBytes) {
                reserve(readBytes - reservedBytes);
            }
        }
        return read;
    }

    private void reserve(long needed) throws IOException {
        long step = Math.clamp(reservedBytes / 4, SMALLEST_STEP_BYTES, LARGEST_STEP_BYTES);
        long wanted = Math.max(step, needed);
        while (!reserve.test(wanted)) {
            if (wanted == needed) {
                throw new NoRoomException();
            }
            wanted = Math.max(needed, wanted / 2);
        }
        reservedBytes += wanted;
    }

    /** The account may have no more. */
    static final class NoRoomException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
