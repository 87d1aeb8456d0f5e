package dev.pulsegate.platform.channel;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;

/** A text is not the message that its channel carries, and will not become it by being read again. */
public final class UnreadableMessageException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    /** The reason is told without the text, which anybody may have written. */
    UnreadableMessageException(Class<?> wanted, JsonProcessingException cause) {
        super("no " + wanted.getSimpleName() + ": " + cause.getOriginalMessage(), cause);
    }
}
