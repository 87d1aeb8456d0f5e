package dev.pulsegate.socketio.engine;

/**
 * Hears what one session's client says. Calls come one at a time and in order, and what one of them wrote the next one
 * sees, though threads change. They may come on an event loop: a listener never blocks.
 */
public interface EngineListener {

    /** A message from the client. An exception ends the session. */
    void received(Message message);

    /** The session has ended: the last call, made exactly once. Nothing that is sent from here on arrives. */
    void closed(CloseReason reason);
}
