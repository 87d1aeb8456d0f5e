package dev.pulsegate.gateway.worker;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.handler.codec.DecoderException;
import io.quarkus.scheduler.Scheduled;
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
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerLimits;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.socket.Sockets;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.Holder;
import dev.pulsegate.platform.token.TokenCheck;

/**
 * The socket workers dial in to. Everything happens on the connection's event loop, and nothing there blocks. Described in
 * {@code docs/worker.asyncapi.yaml}.
 */
@WebSocket(path = "/ws/worker")
class WorkerSocket {

    private static final Logger LOG = Logger.getLogger(WorkerSocket.class);
    private static final String ENDPOINT = "worker";
    private static final TypedKey<WorkerConnection> WORKER = new TypedKey<>("worker");

    /** As many requests as a worker can have, and what may be said beside them. */
    private static final int OUTBOX_CAPACITY = 2048;

    /** The token's end is looked after here, so that work under way can be finished. */
    private static final Duration EXPIRY_GRACE = Duration.ofDays(1);

    private final Sockets sockets;
    private final Handshake handshake;
    private final WorkerDesk desk;
    private final PeerLimits limits;
    private final Duration registerTimeout;
    private final Clock clock = Clock.systemUTC();
    private final Set<WorkerConnection> connections = ConcurrentHashMap.newKeySet();

    WorkerSocket(Sockets sockets, Handshake handshake, WorkerDesk desk, GatewayConfig config, PlatformConfig platform) {
        this.sockets = sockets;
        this.handshake = handshake;
        this.desk = desk;
        this.registerTimeout = config.workers().registerTimeout();
        this.limits = new PeerLimits(
                OUTBOX_CAPACITY,
                platform.socket().writeDeadline(),
                config.workers().pingInterval(),
                config.workers().pongTimeout(),
                platform.socket().closeGrace(),
                config.workers().inboundPerSecond(),
                config.workers().inboundBurst(),
                WorkerCodec.MAX_MESSAGE_BYTES,
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
                Instant.EPOCH,
                Instant.MAX);
    }

    private void accept(WebSocketConnection connection, Caller caller, Optional<Caller> known) {
        var socket = sockets.open(ENDPOINT, connection, caller, lost -> Outbound.text(""), limits);
        var worker = new WorkerConnection(desk, socket, known, registerTimeout);
        connection.userData().put(WORKER, worker);
        connections.add(worker);
        socket.whenClosing(worker::leave);
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        var worker = connection.userData().get(WORKER);
        if (worker != null && worker.socket().admit(message.length())) {
            worker.receive(message);
        }
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        var worker = connection.userData().get(WORKER);
        if (worker != null && worker.socket().admit(message.length())) {
            worker.refuse(InvalidMessageException.malformed("A message is text."));
        }
    }

    @OnPingMessage
    @NonBlocking
    void ping(Buffer data, WebSocketConnection connection) {
        admit(connection);
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer data, WebSocketConnection connection) {
        admit(connection);
    }

    private static void admit(WebSocketConnection connection) {
        var worker = connection.userData().get(WORKER);
        if (worker != null) {
            worker.socket().admit();
        }
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        var worker = connection.userData().remove(WORKER);
        if (worker != null) {
            connections.remove(worker);
            worker.leave();
            sockets.left(ENDPOINT, worker.socket());
        }
    }

    /** Ends connections that never registered, and those whose token ended and whose work is done. */
    @Scheduled(every = "1s")
    @NonBlocking
    void sweep() {
        var now = clock.instant();
        connections.forEach(worker -> worker.socket().runOnLoop(() -> worker.sweep(now)));
    }

    /** What went wrong on the connection. What breaks the WebSocket protocol, Vert.x ends by itself. */
    @OnError
    @NonBlocking
    void error(WebSocketConnection connection, Throwable failure) {
        switch (failure) {
            case IOException e -> LOG.debugf("Connection %s: %s", connection.id(), e);
            case DecoderException e -> LOG.debugf("Connection %s: %s", connection.id(), e);
            case VertxException e -> LOG.debugf("Connection %s: %s", connection.id(), e);
            case IllegalStateException e when isMessageTooBig(e) -> close(connection, SocketClose.MESSAGE_TOO_BIG);
            default -> {
                LOG.errorf(failure, "Connection %s failed", connection.id());
                close(connection, SocketClose.INTERNAL_ERROR);
            }
        }
    }

    /** Vert.x has no exception of its own for it. */
    private static boolean isMessageTooBig(IllegalStateException e) {
        return e.getMessage() != null && e.getMessage().contains("max message size");
    }

    private static void close(WebSocketConnection connection, SocketClose why) {
        var worker = connection.userData().get(WORKER);
        if (worker != null) {
            worker.socket().close(why);
        }
    }
}
