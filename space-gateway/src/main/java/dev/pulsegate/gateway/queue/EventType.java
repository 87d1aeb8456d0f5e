package dev.pulsegate.gateway.queue;

import java.util.Locale;

/** What an event tells. */
public enum EventType {
    /** The request waits: it was accepted, or comes back. */
    QUEUED,
    /** A worker has it; its output begins anew. */
    PROCESSING,
    /** Its worker says how far it is. */
    PROGRESS,
    /** A piece of the result. */
    CHUNK,
    /** There is a result. */
    COMPLETED,
    /** There will be none. */
    FAILED,
    /** It was taken away. */
    CANCELED,
    /** Its time was over. */
    EXPIRED;

    /** Whether nothing comes after it. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, PROCESSING, PROGRESS, CHUNK -> false;
            case COMPLETED, FAILED, CANCELED, EXPIRED -> true;
        };
    }

    /** The name in the database and in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name as an SQL literal. */
    public String sql() {
        return "'" + wireName() + "'";
    }

    /** The event that tells of a request's coming into a state. */
    public static EventType of(RequestState state) {
        return valueOf(state.name());
    }

    public static EventType ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
