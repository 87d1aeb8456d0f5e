package dev.pulsegate.ecg.viewer;

import java.util.Optional;

import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

import dev.pulsegate.ecg.EcgConfig;
import dev.pulsegate.ecg.frame.BinaryFrameEncoder;
import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.live.WireFormat;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.caller.CallerRule;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.socket.Sockets;
import dev.pulsegate.platform.tcp.Places;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;

/**
 * The socket viewers connect to. It never blocks, so everything runs on the connection's event loop, in order, with no need of
 * a queue. Described in {@code docs/ecg-stream.asyncapi.yaml}.
 */
@WebSocket(path = "/ws/ecg/stream", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR, CallerKind.DEVICE})
class StreamSocket {

    private static final String ENDPOINT = "ecg-stream";
    private static final CallerRule CALLERS = CallerRule.of(StreamSocket.class);
    private static final TypedKey<Viewer> VIEWER = new TypedKey<>("viewer");

    private final Sockets sockets;
    private final Handshake handshake;
    private final LiveStreams live;
    private final EcgConfig config;
    private final Places places;
    private final MessageCodec codec = new MessageCodec();

    StreamSocket(Sockets sockets, Handshake handshake, LiveStreams live, EcgConfig config) {
        this.sockets = sockets;
        this.handshake = handshake;
        this.live = live;
        this.config = config;
        this.places = new Places(Integer.MAX_VALUE, config.viewersPerAccount());
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        var stream =
                Handshake.parameter(connection.handshakeRequest(), "stream").orElse(config.defaultStream());
        switch (handshake.authenticate(connection.handshakeRequest())) {
            case TokenCheck.Invalid(var reason) -> sockets.refuse(connection, SocketClose.UNAUTHENTICATED, reason);
            case TokenCheck.Valid(var caller)
            when !CALLERS.admits(Optional.of(caller)) ->
                sockets.refuse(connection, SocketClose.FORBIDDEN, CALLERS.refused());
            case TokenCheck.Valid(var caller)
            when !caller.mayUseStream(stream) ->
                sockets.refuse(connection, SocketClose.FORBIDDEN, "your access key is not for this stream");
            case TokenCheck.Valid(var caller)
            when !places.take(caller.accountId()) ->
                sockets.refuse(
                        connection,
                        SocketClose.TOO_MANY_SOCKETS,
                        "your account has " + config.viewersPerAccount() + " viewers open already");
            case TokenCheck.Valid(var caller) -> watch(connection, caller, stream);
        }
    }

    private void watch(WebSocketConnection connection, Caller caller, String stream) {
        var format =
                BinaryFrameEncoder.SUBPROTOCOL.equals(connection.subprotocol()) ? WireFormat.BINARY : WireFormat.JSON;
        var viewer = new Viewer(live, codec, format, stream);
        connection.userData().put(VIEWER, viewer);
        viewer.open(sockets.open(ENDPOINT, connection, caller, viewer::lossNotice), stream);
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        var viewer = connection.userData().get(VIEWER);
        if (viewer != null) {
            viewer.receive(message);
        }
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        var viewer = connection.userData().get(VIEWER);
        if (viewer != null) {
            viewer.receiveBinary(message.length());
        }
    }

    @OnPingMessage
    @NonBlocking
    void ping(Buffer data, WebSocketConnection connection) {
        sockets.heard(connection);
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer data, WebSocketConnection connection) {
        sockets.heard(connection);
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        var viewer = connection.userData().remove(VIEWER);
        if (viewer != null) {
            viewer.leave();
            places.giveBack(viewer.socket().caller().accountId());
            sockets.left(ENDPOINT, viewer.socket());
        }
    }

    @OnError
    @NonBlocking
    void error(WebSocketConnection connection, Throwable failure) {
        sockets.failed(connection, failure);
    }
}
