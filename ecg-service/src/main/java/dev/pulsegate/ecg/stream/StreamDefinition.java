package dev.pulsegate.ecg.stream;

import java.time.Instant;
import java.util.UUID;

/**
 * A stream that can be watched.
 *
 * @param id what it is asked for by
 * @param title a name for people
 * @param spec what it is made of
 * @param persistent whether it is computed while nobody watches
 * @param origin how it came to be
 */
public record StreamDefinition(String id, String title, StreamSpec spec, boolean persistent, Origin origin) {

    /** Every stream that is simply there. */
    static final Origin BUILT_IN = new BuiltIn();

    /** How a stream came to be. */
    public sealed interface Origin {}

    /** Nobody made it. */
    public record BuiltIn() implements Origin {}

    /** A person made it: from this account, at this time. */
    public record Made(UUID accountId, Instant at) implements Origin {}
}
