package dev.pulsegate.platform.socket;

import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

import dev.pulsegate.platform.caller.CallerRule;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;

/**
 * An endpoint for WebSockets, from the handshake to the close: who is let in, and what a peer's messages, pings and close
 * lead to. A subclass has {@code @WebSocket} and {@code @CallableBy}, and makes the peers. Everything happens on the
 * connection's event loop, and nothing there blocks. The methods are public only for Quarkus to call them.
 *
 * @param <P> what is on the endpoint's side of one connection
 */
public abstract class SocketEndpoint<P extends SocketEndpoint.Peer> {

    private final String name;
    private final CallerRule callers;
    private final Sockets sockets;
    private final Handshake handshake;
    private final TypedKey<P> peerKey = new TypedKey<>("peer");

    /** One peer, on its event loop. */
    public interface Peer {

        PeerSocket socket();

        /** It says something; to be counted by {@link PeerSocket#admit(int)}. */
        void receive(String text);

        /** It says something of so many bytes that is no text; to be counted in the same way. */
        void receiveBinary(int length);

        /** Its connection has closed. */
        void leave();
    }

    /**
     * @param name what its sockets are counted under
     * @param callers who may connect
     */
    protected SocketEndpoint(String name, CallerRule callers, Sockets sockets, Handshake handshake) {
        this.name = name;
        this.callers = callers;
        this.sockets = sockets;
        this.handshake = handshake;
    }

    /** A caller that may connect has connected: {@link #sockets} open one for it, or {@link #refuse}. */
    protected abstract void connected(WebSocketConnection connection, Caller caller);

    /** The same for one that has no token. Who comes with a bad one is told so wherever. */
    protected void connected(WebSocketConnection connection) {
        refuse(connection, SocketClose.UNAUTHENTICATED, "no token");
    }

    /** The name this endpoint's sockets are counted under. */
    protected final String name() {
        return name;
    }

    /** All sockets, to open one for a peer. */
    protected final Sockets sockets() {
        return sockets;
    }

    /** Closes a connection that is not taken in. */
    protected final void refuse(WebSocketConnection connection, SocketClose why, String reason) {
        sockets.refuse(connection, why, reason);
    }

    /** Lets a connection's messages go to this peer from now on. */
    protected final void follow(WebSocketConnection connection, P peer) {
        connection.userData().put(peerKey, peer);
    }

    /** A peer has left. */
    protected void left(P peer) {}

    @OnOpen
    @NonBlocking
    public final void onOpen(WebSocketConnection connection) {
        handshake
                .authenticate(connection.handshakeRequest())
                .ifPresentOrElse(check -> checked(connection, check), () -> connected(connection));
    }

    private void checked(WebSocketConnection connection, TokenCheck check) {
        switch (check) {
            case TokenCheck.Invalid(var reason) -> refuse(connection, SocketClose.UNAUTHENTICATED, reason);
            case TokenCheck.Valid(var caller)
            when !callers.admits(caller) -> refuse(connection, SocketClose.FORBIDDEN, callers.refused());
            case TokenCheck.Valid(var caller) -> connected(connection, caller);
        }
    }

    @OnTextMessage
    @NonBlocking
    public final void onText(String message, WebSocketConnection connection) {
        var peer = connection.userData().get(peerKey);
        if (peer != null) {
            peer.receive(message);
        }
    }

    @OnBinaryMessage
    @NonBlocking
    public final void onBinary(Buffer message, WebSocketConnection connection) {
        var peer = connection.userData().get(peerKey);
        if (peer != null) {
            peer.receiveBinary(message.length());
        }
    }

    @OnPingMessage
    @NonBlocking
    public final void onPing(Buffer data, WebSocketConnection connection) {
        sockets.heard(connection);
    }

    @OnPongMessage
    @NonBlocking
    public final void onPong(Buffer data, WebSocketConnection connection) {
        sockets.heard(connection);
    }

    @OnClose
    @NonBlocking
    public final void onClose(WebSocketConnection connection) {
        var peer = connection.userData().remove(peerKey);
        if (peer != null) {
            peer.leave();
            left(peer);
            sockets.left(name, peer.socket());
        }
    }

    @OnError
    @NonBlocking
    public final void onError(WebSocketConnection connection, Throwable failure) {
        sockets.failed(connection, failure);
    }
}
