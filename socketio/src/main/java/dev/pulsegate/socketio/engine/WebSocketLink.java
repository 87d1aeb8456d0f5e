package dev.pulsegate.socketio.engine;

import java.util.List;

/**
 * A WebSocket, as whoever carries bytes lends it to a session. May be called by any thread; nothing here blocks or throws.
 * When it has closed, whoever began, {@link Session#disconnected} is told.
 */
public interface WebSocketLink extends Carrier {

    /**
     * Sends frames in this order.
     *
     * @param written what to do once the operating system has all of them; not done if the connection ends before
     */
    void send(List<Frame> frames, Runnable written);

    /** Takes messages of so many bytes from now on; before, whoever carries them decides. */
    void allow(int maxBytes);

    /**
     * Closes it, with a close frame.
     *
     * @param code of RFC 6455 §7.4.1
     * @param reason a few words, at most 123 bytes
     */
    void close(int code, String reason);
}
