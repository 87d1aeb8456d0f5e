package dev.pulsegate.gateway.queue;

/** The database did not answer for longer than can be waited. */
public final class DatabaseAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseAwayException() {
        super("the database does not answer");
    }
}
