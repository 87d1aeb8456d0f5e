package dev.pulsegate.platform.tcp;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of an HTTP/1 request's body, of a known length or in chunks (RFC 9112 §7.1). What is no chunk has no end:
 * whoever reads the body ends the connection. Used by one thread.
 */
final class BodyScanner {

    private static final int MOST_SIZE_DIGITS = 15;
    private static final int HEXADECIMAL = 16;

    private enum At {
        NOTHING,
        DATA,
        SIZE,
        EXTENSION,
        CHUNK,
        END_OF_CHUNK,
        TRAILER,
        BROKEN
    }

    private At at = At.NOTHING;
    private long left;
    private int digits;
    private boolean trailerLineIsEmpty;

    /** A body of so many bytes begins. */
    void begin(long bytes) {
        at = bytes == 0 ? At.NOTHING : At.DATA;
        left = bytes;
    }

    /** A body in chunks begins. */
    void beginChunks() {
        beginSize();
    }

    /** Whether some of the body is still to come. */
    boolean isUnderWay() {
        return at != At.NOTHING;
    }

    /**
     * Goes on to the end of the body, or of what has come of it.
     *
     * @return how many of the readable bytes belong to the body
     */
    int scan(ByteBuf buffer) {
        int begin = buffer.readerIndex();
        int i = begin;
        while (i < buffer.writerIndex() && at != At.NOTHING) {
            switch (at) {
                case DATA, CHUNK -> i += skip(buffer.writerIndex() - i);
                case BROKEN -> i = buffer.writerIndex();
                case SIZE, EXTENSION, END_OF_CHUNK, TRAILER, NOTHING -> take(buffer.getByte(i++));
            }
        }
        return i - begin;
    }

    private int skip(int readable) {
        int count = (int) Math.min(left, readable);
        left -= count;
        if (left == 0) {
            at = at == At.DATA ? At.NOTHING : At.END_OF_CHUNK;
        }
        return count;
    }

    private void take(byte each) {
        switch (at) {
            case SIZE -> takeOfSize(each);
            case EXTENSION -> {
                if (each == '\n') {
                    endSize();
                }
            }
            case END_OF_CHUNK -> {
                if (each == '\n') {
                    beginSize();
                } else if (each != '\r') {
                    at = At.BROKEN;
                }
            }
            case TRAILER -> takeOfTrailer(each);
            case NOTHING, DATA, CHUNK, BROKEN -> throw new IllegalStateException("nothing to take: " + at);
        }
    }

    private void beginSize() {
        at = At.SIZE;
        left = 0;
        digits = 0;
    }

    private void takeOfSize(byte each) {
        int digit = Character.digit(each, HEXADECIMAL);
        if (digit >= 0) {
            left = left * HEXADECIMAL + digit;
            at = ++digits > MOST_SIZE_DIGITS ? At.BROKEN : At.SIZE;
        } else if (digits == 0) {
            at = At.BROKEN;
        } else if (each == '\n') {
            endSize();
        } else {
            at = At.EXTENSION;
        }
    }

    private void endSize() {
        at = left == 0 ? At.TRAILER : At.CHUNK;
        trailerLineIsEmpty = true;
    }

    private void takeOfTrailer(byte each) {
        if (each == '\n') {
            at = trailerLineIsEmpty ? At.NOTHING : At.TRAILER;
            trailerLineIsEmpty = true;
        } else if (each != '\r') {
            trailerLineIsEmpty = false;
        }
    }
}
