package dev.pulsegate.ecg.frame;

/** Bytes that are not a frame of the binary subprotocol; the message says what is wrong and at which byte. */
public final class MalformedFrameException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}
