package dev.pulsegate.socketio.engine;

/** What brings packets to a client: a request that waits for its answer, or a WebSocket. */
public interface Carrier {

    /** Ends the connection at once, for a client that takes nothing more. */
    void cut();
}
