package dev.pulsegate.gateway.worker.websocket;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.worker.WorkerDesk;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.caller.CallerRule;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerLimits;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.socket.Sockets;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.Holder;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.workerprotocol.GatewayMessageWriter;
import dev.pulsegate.workerprotocol.WorkerMessageReader;

/**
 * The socket workers dial in to. Everything happens on the connection's event loop, and nothing there blocks. Described in
 * {@code docs/worker.asyncapi.yaml}.
 */
@WebSocket(path = "/ws/worker")
@CallableBy({CallerKind.ANONYMOUS, CallerKind.WORKER})
class WorkerEndpoint {

    private static final String ENDPOINT = "worker";
    private static final CallerRule CALLERS = CallerRule.of(WorkerEndpoint.class);
    private static final TypedKey<WebSocketWorker> WORKER = new TypedKey<>("worker");

    /** As many requests as a worker can have, and what may be said beside them. */
    private static final int OUTBOX_CAPACITY = 2048;

    /** The token's end is looked after by the session, so that work under way can be finished. */
    private static final Duration EXPIRY_GRACE = Duration.ofDays(1);

    private final Sockets sockets;
    private final Handshake handshake;
    private final WorkerDesk desk;
    private final WorkerMessageReader reader = new WorkerMessageReader();
    private final GatewayMessageWriter writer = new GatewayMessageWriter();
    private final PeerLimits limits;

    WorkerEndpoint(
            Sockets sockets, Handshake handshake, WorkerDesk desk, GatewayConfig config, PlatformConfig platform) {
        this.sockets = sockets;
        this.handshake = handshake;
        this.desk = desk;
        this.limits = new PeerLimits(
                OUTBOX_CAPACITY,
                platform.socket().writeDeadline(),
                config.workers().pingInterval(),
                config.workers().pongTimeout(),
                platform.socket().closeGrace(),
                config.workers().inboundPerSecond(),
                config.workers().inboundBurst(),
                platform.socket().strangerMessage(),
                EXPIRY_GRACE);
    }

    /** A worker may come without a token, for spaces that need none; one that comes with a bad one is told so. */
    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        handshake
                .authenticateIfAny(connection.handshakeRequest())
                .ifPresentOrElse(
                        check -> checked(connection, check), () -> accept(connection, nobody(), Optional.empty()));
    }

    private void checked(WebSocketConnection connection, TokenCheck check) {
        switch (check) {
            case TokenCheck.Valid(var caller)
            when !CALLERS.admits(Optional.of(caller)) ->
                sockets.refuse(connection, SocketClose.FORBIDDEN, CALLERS.refused());
            case TokenCheck.Valid(var caller) -> accept(connection, caller, Optional.of(caller));
            case TokenCheck.Invalid(var reason) -> sockets.refuse(connection, SocketClose.UNAUTHENTICATED, reason);
        }
    }

    private static Caller nobody() {
        return new Caller(
                new UUID(0, 0),
                "",
                Set.of(),
                Holder.WORKER,
                null,
                null,
                Set.of(),
                Set.of(),
                false,
                Instant.EPOCH,
                Instant.MAX);
    }

    private void accept(WebSocketConnection connection, Caller caller, Optional<Caller> known) {
        var socket = sockets.open(ENDPOINT, connection, caller, lost -> Outbound.text(""), limits);
        connection
                .userData()
                .put(
                        WORKER,
                        new WebSocketWorker(desk, socket, reader, writer, limits.pongTimeout(), known.orElse(null)));
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        var worker = connection.userData().get(WORKER);
        if (worker != null) {
            worker.receive(message);
        }
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        var worker = connection.userData().get(WORKER);
        if (worker != null) {
            worker.receiveBinary(message.length());
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
        var worker = connection.userData().remove(WORKER);
        if (worker != null) {
            worker.leave();
            sockets.left(ENDPOINT, worker.socket());
        }
    }

    @OnError
    @NonBlocking
    void error(WebSocketConnection connection, Throwable failure) {
        sockets.failed(connection, failure);
    }
}
