package dev.pulsegate.socketio.engine;

/**
 * One request of a polling client, as whoever carries bytes lends it to a session. May be called by any thread; nothing
 * here blocks or throws. Whether the client goes away before it has its answer, {@link Session#gone} is told.
 */
public interface HttpExchange extends Carrier {

    /**
     * Answers, once; later answers are dropped.
     *
     * @param written what to do once the operating system has all of it; not done if the client goes away before
     */
    void answer(HttpAnswer answer, Runnable written);

    /** Refuses the request. */
    default void refuse(EngineError error) {
        answer(new HttpAnswer.Refused(error), () -> {});
    }

    /**
     * Reads a POST's body, which was left unread until now, and gives it to {@link Session#body}, or says
     * {@link Session#bodyTooBig}.
     *
     * @param maxBytes how long it may be
     */
    void readBody(int maxBytes);
}
