package dev.pulsegate.platform.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.DecoderException;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.connection.ConnectedPeers;
import dev.pulsegate.platform.connection.OpenConnections;
import dev.pulsegate.platform.token.Caller;

/** All sockets of this process: an endpoint opens and leaves here, and the end of the process reaches all. */
@ApplicationScoped
public class Sockets implements ConnectedPeers {

    private static final Logger LOG = Logger.getLogger(Sockets.class);
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

    private static final TypedKey<PeerSocket> SOCKET = new TypedKey<>("peer-socket");

    private final Map<Context, SocketLoop> loops = new ConcurrentHashMap<>();
    private final Map<String, SocketMeters> meters = new ConcurrentHashMap<>();
    private final PeerLimits limits;
    private final OpenConnections connections;
    private final MeterRegistry registry;
    private final Duration sweepPeriod;

    /** Null until the process stops. */
    private volatile Farewell farewell;

    Sockets(PlatformConfig config, OpenConnections connections, MeterRegistry registry) {
        this.limits = PeerLimits.of(config.socket());
        this.connections = connections;
        this.registry = registry;
        this.sweepPeriod = shorter(
                LONGEST_SWEEP,
                shorter(limits.pingInterval(), limits.pongTimeout()).dividedBy(4));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * Takes a connection in, on its event loop.
     *
     * @param endpoint what the socket is counted under
     * @param notices what the socket tells its peer by itself
     */
    public PeerSocket open(String endpoint, WebSocketConnection connection, Caller caller, PeerNotices notices) {
        return open(endpoint, connection, caller, notices, limits);
    }

    /** The same, within bounds of the endpoint's own. */
    public PeerSocket open(
            String endpoint, WebSocketConnection connection, Caller caller, PeerNotices notices, PeerLimits bounds) {
        return takeIn(endpoint, connection, caller, notices, bounds);
    }

    /** The same for a peer without a token: nobody in particular, until its socket is renewed. */
    public PeerSocket open(String endpoint, WebSocketConnection connection, PeerNotices notices, PeerLimits bounds) {
        return takeIn(endpoint, connection, null, notices, bounds);
    }

    private PeerSocket takeIn(
            String endpoint, WebSocketConnection connection, Caller caller, PeerNotices notices, PeerLimits bounds) {
        var context = VertxContext.getRootContext(Vertx.currentContext());
        var loop = loops.computeIfAbsent(context, SocketLoop::new);
        var transport = connection.userData().get(TransportKeeper.TRANSPORT);
        transport.upgraded();
        var counted = metersOf(endpoint);
        var opening = new PeerSocket.Opening(connection, transport, caller, notices);
        var socket = new PeerSocket(opening, loop, bounds, counted, System.nanoTime());
        connection.userData().put(SOCKET, socket);
        loop.add(socket, sweepPeriod);
        connections.join(socket);
        counted.opened();
        var leaving = farewell;
        if (leaving != null) {
            leaving.turnAway(socket);
        }
        return socket;
    }

    /** Counts a peer's ping or pong against its limit; for a connection that was not taken in, nothing. */
    public void heard(WebSocketConnection connection) {
        var socket = connection.userData().get(SOCKET);
        if (socket != null) {
            socket.admit();
        }
    }

    /**
     * Something went wrong on a connection. A frame that breaks the protocol, and a connection that breaks, Vert.x ends by
     * itself; a message that is too long it only drops.
     */
    public void failed(WebSocketConnection connection, Throwable failure) {
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
        var socket = connection.userData().get(SOCKET);
        if (socket != null) {
            socket.close(why);
        }
    }

    /** Closes a connection that was not taken in. */
    public void refuse(WebSocketConnection connection, SocketClose why, String reason) {
        LOG.debugf("Refused a connection: %s", reason);
        connection.close(new CloseReason(why.code(), reason)).subscribe().with(done -> {}, failure -> {});
    }

    /** Lets go of a socket whose connection has closed, on its event loop. */
    public void left(String endpoint, PeerSocket socket) {
        connections.leave(socket);
        loops.get(socket.loop()).remove(socket);
        metersOf(endpoint).left();
    }

    private SocketMeters metersOf(String endpoint) {
        var known = meters.get(endpoint);
        if (known != null) {
            return known;
        }
        // The registry tells listeners of its own, which must not happen while the map holds others up.
        var made = new SocketMeters(registry, endpoint);
        var other = meters.putIfAbsent(endpoint, made);
        if (other != null) {
            return other;
        }
        made.show(registry);
        return made;
    }

    @Override
    public int present() {
        return meters.values().stream().mapToInt(SocketMeters::open).sum();
    }

    @Override
    public void sendAway(Duration window) {
        var leaving = new Farewell(window);
        farewell = leaving;
        loops.values().forEach(loop -> loop.forEach(leaving::sendAway));
    }
}
