package dev.pulsegate.platform.connection;

import io.netty.buffer.ByteBuf;

/** Finds the end of an HTTP/1 request's head, and counts its lines and bytes. Used by one thread. */
final class HeadScanner {

    private int bytes;
    private int lines;
    private int lineLength;
    private byte last;
    private boolean complete;

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
                lineLength++;
                last = each;
                continue;
            }
            boolean blank = lineLength == 0 || (lineLength == 1 && last == '\r');
            lineLength = 0;
            if (!blank) {
                lines++;
            } else if (lines > 0) {
                complete = true;
                return i + 1 - begin;
            }
        }
        return buffer.readableBytes();
    }

    /** Whether the head's end has come. */
    boolean isComplete() {
        return complete;
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
        complete = false;
    }
}
