package dev.pulsegate.gateway.worker.websocket;

import java.time.Duration;

import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.worker.WorkerDesk;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.caller.CallerRule;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerLimits;
import dev.pulsegate.platform.socket.PeerNotices;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketEndpoint;
import dev.pulsegate.platform.socket.Sockets;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.GatewayMessageWriter;
import dev.pulsegate.workerprotocol.WorkerMessageReader;

/**
 * The socket workers dial in to. Everything happens on the connection's event loop, and nothing there blocks. Described in
 * {@code docs/worker.asyncapi.yaml}.
 */
@WebSocket(path = "/ws/worker")
@CallableBy({CallerKind.ANONYMOUS, CallerKind.WORKER})
class WorkerEndpoint extends SocketEndpoint<WebSocketWorker> {

    /** As many requests as a worker can have, and what may be said beside them. */
    private static final int OUTBOX_CAPACITY = 2048;

    /** The token's end is looked after by the session, so that work under way can be finished. */
    private static final Duration EXPIRY_GRACE = Duration.ofDays(1);

    private final WorkerDesk desk;
    private final WorkerMessageReader reader = new WorkerMessageReader();
    private final GatewayMessageWriter writer = new GatewayMessageWriter();
    private final PeerNotices notices = new Notices(writer);
    private final PeerLimits limits;

    WorkerEndpoint(
            Sockets sockets, Handshake handshake, WorkerDesk desk, GatewayConfig config, PlatformConfig platform) {
        super("worker", CallerRule.of(WorkerEndpoint.class), sockets, handshake);
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

    @Override
    protected void connected(WebSocketConnection connection, Caller caller) {
        accept(connection, sockets().open(name(), connection, caller, notices, limits));
    }

    /** A worker may come without a token, for spaces that need none. */
    @Override
    protected void connected(WebSocketConnection connection) {
        accept(connection, sockets().open(name(), connection, notices, limits));
    }

    /** In the protocol's words. */
    private record Notices(GatewayMessageWriter writer) implements PeerNotices {

        /** Nothing that is said to a worker may be dropped. */
        @Override
        public Outbound lost(long messages) {
            return Outbound.text("");
        }

        @Override
        public Outbound reconnect(Duration after) {
            return Outbound.text(writer.write(new GatewayMessage.Reconnect(Math.toIntExact(after.toMillis()))));
        }
    }

    private void accept(WebSocketConnection connection, PeerSocket socket) {
        follow(connection, new WebSocketWorker(desk, socket, reader, writer, limits.pongTimeout()));
    }
}
