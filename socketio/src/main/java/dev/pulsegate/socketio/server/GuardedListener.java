package dev.pulsegate.socketio.server;

import org.jboss.logging.Logger;

/** An application's listener, whose exceptions end here: one bad event is no reason to lose a connection. */
final class GuardedListener {

    private static final Logger LOG = Logger.getLogger(GuardedListener.class);

    private final SocketListener listener;

    GuardedListener(SocketListener listener) {
        this.listener = listener;
    }

    void connected(SioSocket socket) {
        try {
            listener.connected(socket);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s is disconnected: its listener failed", socket);
            socket.disconnect();
        }
    }

    void event(IncomingEvent event) {
        try {
            listener.event(event);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: an event's handler failed", event.socket());
        }
    }

    void disconnected(SioSocket socket, DisconnectReason reason) {
        try {
            listener.disconnected(reason);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: its listener failed when it was disconnected", socket);
        }
    }
}
