package dev.pulsegate.gateway.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;

/** What a sender sends: tells its failures from the store's, and ends one that takes for ever. */
final class SenderInput extends FilterInputStream {

    private final Clock clock;
    private final Instant deadline;

    SenderInput(InputStream in, Clock clock, Instant deadline) {
        super(in);
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (clock.instant().isAfter(deadline)) {
            throw new TooSlowException();
        }
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw new BrokenOffException(e);
        }
    }

    /** The sender went away, or its form is cut short. */
    static final class BrokenOffException extends IOException {

        private static final long serialVersionUID = 1L;

        BrokenOffException(IOException cause) {
            super(cause);
        }
    }

    /** The sender has had its time. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
