package dev.pulsegate.ecg.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stream that can be watched.
 *
 * @param id what it is asked for by
 * @param title a name for people
 * @param spec what it is made of
 * @param persistent whether it goes on while nobody watches
 * @param madeBy who made it, if a person did
 */
public record StreamDefinition(String id, String title, StreamSpec spec, boolean persistent, Optional<Made> madeBy) {

    /**
     * How a stream came to be.
     *
     * @param accountId the account that made it
     * @param at when
     */
    public record Made(UUID accountId, Instant at) {}
}
