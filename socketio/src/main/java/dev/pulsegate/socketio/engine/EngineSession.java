package dev.pulsegate.socketio.engine;

import java.util.List;

/** One Engine.IO session, as what runs on it sees it. May be used by any thread; never blocks. */
public interface EngineSession {

    /** The session's id: a secret between its client and the server, so never to be logged or shown to anybody else. */
    String id();

    /** What the client said when it opened the session. */
    Handshake handshake();

    /**
     * Sends messages: all of them in this order, and nothing between them.
     *
     * @return false if nothing was taken because the session is closed or closing, or because so much waits for its client
     *     already that it is now being closed as {@link CloseReason#SLOW}
     */
    boolean send(List<Message> messages);

    /** Sends one message; see {@link #send(List)}. */
    default boolean send(Message message) {
        return send(List.of(message));
    }

    /**
     * Lets the client send no longer messages than this from now on, and no longer than
     * {@link EngineSettings#maxPayload()}, which holds if nothing is said.
     */
    void limit(int maxBytes);

    /**
     * Closes the session in an orderly way: what was sent before goes out first, as far as the client takes it. The
     * listener hears of it with this reason. Does nothing on a session that is closed or closing.
     */
    void close(CloseReason reason);
}
