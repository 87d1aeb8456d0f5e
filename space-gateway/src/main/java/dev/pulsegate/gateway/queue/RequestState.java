package dev.pulsegate.gateway.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a request stands. What leads from one to another is in {@link Transition}, and nowhere else. */
public enum RequestState {
    /** It waits for a worker. */
    QUEUED,
    /** A worker has it. */
    PROCESSING,
    /** There is a result. */
    COMPLETED,
    /** There is none, and there will be none. */
    FAILED,
    /** Somebody did not want it any more. */
    CANCELED,
    /** It waited too long, or its worker took too long. */
    EXPIRED;

    /** Whether it stays as it is for ever. */
    public boolean isFinal() {
        return this != QUEUED && this != PROCESSING;
    }

    /** The name in the database, in events and in the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name, if there is one. */
    public static Optional<RequestState> find(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /**
     * The state of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RequestState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
