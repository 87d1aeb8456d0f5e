package dev.pulsegate.socketio.server;

/**
 * Hears what a client says in one namespace. Calls come one at a time and in order, on virtual threads: they may block, but
 * meanwhile the client's other packets wait, those in other namespaces too. An exception is logged and, but for {@link
 * #connected}, changes nothing.
 */
public interface SocketListener {

    /**
     * The client knows that it is connected, and may be emitted to: the first call. An exception disconnects the socket.
     *
     * @param socket the connection, also for use elsewhere and later
     */
    default void connected(SioSocket socket) {}

    /** The client emitted an event. */
    void event(IncomingEvent event);

    /** The socket is no longer connected: the last call, made once. */
    default void disconnected(DisconnectReason reason) {}
}
