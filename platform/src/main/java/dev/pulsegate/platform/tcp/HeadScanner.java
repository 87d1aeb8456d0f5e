package dev.pulsegate.platform.tcp;

import io.netty.buffer.ByteBuf;

/** Finds the end of an HTTP/1 request's head, and counts its lines and bytes. Used by one thread. */
final class HeadScanner {

    private static final String HOST = "host:";

    /** The length of {@code PRI * HTTP/2.0}, twice CR and LF. */
    private static final int PREFACE_BYTES = 18;

    /** The bit that makes a lower-case letter of an upper-case one; a colon has it already. */
    private static final int LOWER_CASE = 0x20;

    private int bytes;
    private int lines;
    private int lineLength;
    private byte last;
    private boolean complete;

    /** How far the present line agrees with {@link #HOST}, as far as it has come. */
    private int matched;

    private int hosts;

    /**
     * Goes on to the end of the head, or of what has come of it.
     *
     * @return how many of the readable bytes belong to the head
     */
    int scan(ByteBuf buffer) {
        int begin = buffer.readerIndex();
        for (int i = begin; i < buffer.writerIndex(); i++) {
            byte each = buffer.getByte(i);
            bytes++;
            if (each != '\n') {
                if (matched == lineLength && matched < HOST.length() && (each | LOWER_CASE) == HOST.charAt(matched)) {
                    matched++;
                    hosts += matched == HOST.length() ? 1 : 0;
                }
                lineLength++;
                last = each;
                continue;
            }
            boolean blank = lineLength == 0 || (lineLength == 1 && last == '\r');
            lineLength = 0;
            matched = 0;
            if (!blank) {
                lines++;
            } else if (lines > 0) {
                complete = true;
                return i + 1 - begin;
            }
        }
        return buffer.readableBytes();
    }

    /** Whether a head has begun: empty lines before it are passed over. */
    boolean isUnderWay() {
        return lines > 0 || lineLength > 0;
    }

    /** Whether the head's end has come. */
    boolean isComplete() {
        return complete;
    }

    /** Whether this is how HTTP/2 begins: with what looks like a head without headers, RFC 9113 §3.4. */
    boolean isPreface(ByteBuf buffer) {
        return complete && lines == 1 && bytes == PREFACE_BYTES && buffer.getByte(buffer.readerIndex()) == 'P';
    }

    /** How many headers there are that say whom the request is for. */
    int hosts() {
        return hosts;
    }

    int bytes() {
        return bytes;
    }

    int lines() {
        return lines;
    }

    /** The next head may come. */
    void reset() {
        bytes = 0;
        lines = 0;
        lineLength = 0;
        last = 0;
        matched = 0;
        hosts = 0;
        complete = false;
    }
}
