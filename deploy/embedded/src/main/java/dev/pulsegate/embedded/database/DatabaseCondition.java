package dev.pulsegate.embedded.database;

import java.util.Optional;

/**
 * How the database is. Kept as a system property, like all that {@code main} has to say to the application: Quarkus makes
 * the application's objects, and takes none of ours.
 *
 * @param state what it can do
 * @param detail what is wrong, in words for operators; empty where nothing is
 */
public record DatabaseCondition(State state, String detail) {

    private static final String PROPERTY = "pulsegate.standalone.database.condition";

    /** What a database can do. */
    public enum State {
        /** Everything. */
        RUNNING,
        /** Be read. */
        DISK_FULL,
        /** Nothing: it has died, and is being started again. */
        DOWN
    }

    /** The condition at this moment. */
    public static DatabaseCondition current() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(text -> text.split(" ", 2))
                .map(parts -> new DatabaseCondition(State.valueOf(parts[0]), parts[1]))
                .orElseGet(() -> new DatabaseCondition(State.RUNNING, ""));
    }

    void publish() {
        System.setProperty(PROPERTY, state.name() + " " + detail);
    }
}
