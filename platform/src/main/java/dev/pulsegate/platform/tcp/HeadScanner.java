package dev.pulsegate.platform.tcp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;

/** Finds the end of an HTTP/1 request's head, counts its lines and bytes, and reads what its body will be. Used by one thread. */
final class HeadScanner {

    private static final String HOST = "host:";
    private static final String CONTENT_LENGTH = "content-length:";
    private static final String TRANSFER_ENCODING = "transfer-encoding:";
    private static final String PREFACE = "pri * http/2.0";

    /** As much of a line as tells one of these headers, and a length of 19 digits. */
    private static final int LOOKED_AT = 40;

    /** No length is announced. */
    private static final long NONE = -1;

    private final byte[] line = new byte[LOOKED_AT];
    private int bytes;
    private int lines;
    private int lineLength;
    private byte last;
    private boolean complete;
    private int hosts;
    private boolean chunked;
    private boolean unclear;
    private boolean preface;
    private long length = NONE;

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
                if (lineLength < LOOKED_AT) {
                    line[lineLength] = each;
                }
                lineLength++;
                last = each;
                continue;
            }
            boolean blank = lineLength == 0 || (lineLength == 1 && last == '\r');
            if (!blank) {
                lines++;
                look();
            }
            lineLength = 0;
            if (blank && lines > 0) {
                complete = true;
                return i + 1 - begin;
            }
        }
        return buffer.readableBytes();
    }

    private void look() {
        var text = new String(line, 0, Math.min(lineLength, LOOKED_AT), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (lines == 1) {
            preface = text.strip().equals(PREFACE);
        } else if (text.startsWith(HOST)) {
            hosts++;
        } else if (text.startsWith(TRANSFER_ENCODING)) {
            chunked = true;
        } else if (text.startsWith(CONTENT_LENGTH)) {
            try {
                long said =
                        Long.parseLong(text.substring(CONTENT_LENGTH.length()).strip());
                unclear |= said < 0 || lineLength > LOOKED_AT || (length != NONE && length != said);
                length = said;
            } catch (NumberFormatException e) {
                unclear = true;
            }
        }
    }

    /** Whether a head has begun: empty lines before it are passed over. */
    boolean isUnderWay() {
        return lines > 0 || lineLength > 0;
    }

    /** Whether the head's end has come. */
    boolean isComplete() {
        return complete;
    }

    /** Whether it is what HTTP/2 begins with, which looks like a head without headers: RFC 9113 §3.4. */
    boolean isPreface() {
        return complete && preface && lines == 1;
    }

    /** Whether it is said once whom the request is for, and in one way where its body ends: RFC 9112 §3.2 and §6.3. */
    boolean isClear() {
        return hosts == 1 && !unclear && !(chunked && length != NONE);
    }

    /** Whether the body comes in chunks. */
    boolean isChunked() {
        return chunked;
    }

    /** How long the body is that does not come in chunks, in bytes. */
    long length() {
        return length == NONE ? 0 : length;
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
        hosts = 0;
        chunked = false;
        unclear = false;
        preface = false;
        length = NONE;
        complete = false;
    }
}
