package dev.pulsegate.gateway.queue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Those in which a request still can become anything, as SQL literals with commas between them. */
    public static final String OPEN_SQL = sql(EnumSet.of(QUEUED, PROCESSING));

    /** Those in which a request has ended without a result, as SQL literals with commas between them. */
    public static final String UNSUCCESSFUL_SQL = sql(EnumSet.of(FAILED, CANCELED, EXPIRED));

    /** Whether it stays as it is for ever. */
    public boolean isFinal() {
        return this != QUEUED && this != PROCESSING;
    }

    /** The name in the database, in events and in the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Its name as an SQL literal. Statements have states written out, never bound: PostgreSQL takes an index of the requests
     * in some state only where it sees that state in the statement.
     */
    public String sql() {
        return "'" + wireName() + "'";
    }

    /** Several states as SQL literals with commas between them, in the order in which they stand here. */
    static String sql(EnumSet<RequestState> states) {
        return states.stream().map(RequestState::sql).collect(Collectors.joining(", "));
    }

    /** The state of this name, if there is one. */
    public static Optional<RequestState> find(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** The state of this name, which must be one. */
    public static RequestState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
