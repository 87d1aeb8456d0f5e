package dev.pulsegate.worker.connection;

import java.util.Optional;

/** Puts a message together from its parts; of one that is too long only the length is kept. Used by one thread. */
final class FrameAssembler {

    private final int maxChars;
    private StringBuilder parts = new StringBuilder();
    private long length;

    FrameAssembler(int maxChars) {
        this.maxChars = maxChars;
    }

    /** Takes a part of the message. */
    void add(CharSequence part) {
        length += part.length();
        if (isTooLong()) {
            parts = new StringBuilder();
        } else {
            parts.append(part);
        }
    }

    /** Ends the message and begins the next: the text, or empty if it was too long. */
    Optional<String> finish() {
        var message = isTooLong() ? Optional.<String>empty() : Optional.of(parts.toString());
        parts = new StringBuilder();
        length = 0;
        return message;
    }

    private boolean isTooLong() {
        return length > maxChars;
    }
}
