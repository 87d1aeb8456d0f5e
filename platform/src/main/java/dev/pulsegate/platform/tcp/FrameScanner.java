package dev.pulsegate.platform.tcp;

import java.util.Optional;

import io.netty.buffer.ByteBuf;

import dev.pulsegate.platform.memory.ByteBudget;

/**
 * Follows the frames of a WebSocket by their headers (RFC 6455 §5.2) and adds up what a message will be, fragments and all,
 * before it is kept. Used by one thread.
 */
final class FrameScanner {

    private static final int FIN = 0x80;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MASK_BYTES = 4;

    /** What a message may have without asking the budget; connections, each of which may hold as much, are bounded. */
    private final int freeBytes;

    private final ByteBudget budget;
    private Object holder;
    private int limitBytes;

    private Part part = Part.FIRST;
    private boolean last;
    private boolean control;
    private boolean masked;
    private int lengthBytes;
    private long payload;
    private long message;
    private long held;

    /** What comes next of a frame. */
    private enum Part {
        FIRST,
        SECOND,
        EXTENDED_LENGTH,
        PAYLOAD
    }

    FrameScanner(ByteBudget budget, Object holder, int limitBytes) {
        this.budget = budget;
        this.holder = holder;
        this.limitBytes = limitBytes;
        this.freeBytes = limitBytes;
    }

    /** Messages of this holder may have so many bytes from now on. */
    void allow(Object newHolder, int newLimitBytes) {
        release();
        holder = newHolder;
        limitBytes = newLimitBytes;
    }

    /** Gives back what is held; to be called when the connection ends, too. */
    void release() {
        if (held > 0) {
            budget.give(holder, held);
            held = 0;
        }
    }

    /** Follows what has come; why it is not allowed, if so, and then nothing further can be followed. */
    Optional<FrameRefusal> scan(ByteBuf buffer) {
        int i = buffer.readerIndex();
        while (i < buffer.writerIndex()) {
            if (part == Part.PAYLOAD) {
                long count = Math.min(payload, buffer.writerIndex() - i);
                payload -= count;
                i += (int) count;
                if (payload == 0) {
                    endFrame();
                }
                continue;
            }
            var refusal = header(buffer.getUnsignedByte(i++));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<FrameRefusal> header(int next) {
        switch (part) {
            case FIRST -> {
                last = (next & FIN) != 0;
                control = (next & CONTROL) != 0;
                part = Part.SECOND;
            }
            case SECOND -> {
                masked = (next & MASKED) != 0;
                payload = next & LENGTH;
                lengthBytes = payload == LENGTH_IN_16_BITS ? 2 : payload == LENGTH_IN_64_BITS ? 8 : 0;
                if (lengthBytes == 0) {
                    return beginPayload();
                }
                payload = 0;
                part = Part.EXTENDED_LENGTH;
            }
            case EXTENDED_LENGTH -> {
                payload = payload << Byte.SIZE | next;
                if (--lengthBytes == 0) {
                    return beginPayload();
                }
            }
            case PAYLOAD -> throw new IllegalStateException("no header");
        }
        return Optional.empty();
    }

    private Optional<FrameRefusal> beginPayload() {
        // A length of more than 63 bits is negative.
        if (payload < 0 || payload > limitBytes - (control ? 0 : message)) {
            return Optional.of(FrameRefusal.TOO_BIG);
        }
        if (!control) {
            message += payload;
            long needed = message > freeBytes ? message - held : 0;
            if (needed > 0 && !budget.take(holder, needed)) {
                return Optional.of(FrameRefusal.NO_ROOM);
            }
            held += Math.max(0, needed);
        }
        payload += masked ? MASK_BYTES : 0;
        part = Part.PAYLOAD;
        if (payload == 0) {
            endFrame();
        }
        return Optional.empty();
    }

    private void endFrame() {
        part = Part.FIRST;
        if (!control && last) {
            message = 0;
            release();
        }
    }
}
