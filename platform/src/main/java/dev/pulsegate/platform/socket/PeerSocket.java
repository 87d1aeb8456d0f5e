package dev.pulsegate.platform.socket;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;

import dev.pulsegate.platform.connection.OpenConnection;
import dev.pulsegate.platform.tcp.FrameRefusal;
import dev.pulsegate.platform.token.Caller;

/**
 * One connected peer. Writes one message at a time and keeps a bounded number waiting; a peer that reads too slowly
 * loses droppable messages and is told how many, and one that stops reading or answering is given up. Everything here
 * happens on the connection's event loop: {@link #runOnLoop} gets there.
 */
public final class PeerSocket implements OpenConnection {

    private static final Buffer PING = Buffer.buffer("pulsegate");

    /** How long a close frame's answer is waited for where the process is to stop, or the peer goes on sending. */
    private static final Duration SHORT_GRACE = Duration.ofSeconds(1);

    private final WebSocketConnection connection;
    private final Transport transport;
    private final SocketLoop loop;
    private final PeerLimits limits;
    private final SocketMeters meters;
    private final PeerNotices notices;
    private final Outbox outbox;
    private final RateLimit inbound;
    private final ChannelFutureListener whenWritten = this::written;

    /** Null for nobody in particular. */
    private volatile Caller caller;

    private int maxMessage;
    private Consumer<SocketClose> onClosing = why -> {};
    private boolean writing;
    private boolean closing;
    private Duration closeGrace = Duration.ZERO;
    private long writeStartedNanos;
    private long pingedNanos;
    private boolean pongAwaited;
    private boolean sentAway;
    private long closeDueNanos;

    /** Where {@link SocketLoop} keeps this socket. */
    int index;

    PeerSocket(Opening opening, SocketLoop loop, PeerLimits limits, SocketMeters meters, long nowNanos) {
        this.connection = opening.connection();
        this.transport = opening.transport();
        this.caller = opening.caller();
        this.notices = opening.notices();
        this.loop = loop;
        this.limits = limits;
        this.meters = meters;
        this.outbox = new Outbox(limits.outboxCapacity());
        this.inbound = new RateLimit(limits.inboundPerSecond(), limits.inboundBurst(), nowNanos);
        this.pingedNanos = nowNanos;
        allowMessages(limits.maxMessage());
    }

    /**
     * What a socket is opened with.
     *
     * @param connection the connection, its handshake done
     * @param transport the TCP connection below it
     * @param caller who connected, or null for one without a token
     * @param notices what it tells its peer by itself
     */
    record Opening(WebSocketConnection connection, Transport transport, Caller caller, PeerNotices notices) {}

    /** The peer may send messages of so many bytes from now on: more is known of it than when it connected. */
    public void allowMessages(int maxBytes) {
        maxMessage = maxBytes;
        if (caller == null) {
            transport.allow(maxBytes, this::refused);
        } else {
            transport.allow(caller, maxBytes, this::refused);
        }
    }

    private void refused(FrameRefusal refusal) {
        close(SocketClose.of(refusal));
    }

    /** The peer has a new token: the socket may go on until that one ends. */
    public void renew(Caller renewed) {
        caller = renewed;
    }

    /**
     * Has something done when this side begins to close the socket: long before the connection is closed, if the peer does
     * not answer. It is told why.
     */
    public void whenClosing(Consumer<SocketClose> action) {
        onClosing = action;
    }

    @Override
    public Kind kind() {
        return Kind.WEBSOCKET;
    }

    @Override
    public Optional<Caller> openFor() {
        return Optional.ofNullable(caller);
    }

    @Override
    public Instant endsAt() {
        var known = caller;
        return known == null ? Instant.MAX : known.expiresAt().plus(limits.expiryGrace());
    }

    @Override
    public void end(End why) {
        var close =
                switch (why) {
                    case REVOKED -> SocketClose.REVOKED;
                    case EXPIRED -> SocketClose.TOKEN_EXPIRED;
                };
        runOnLoop(() -> close(close));
    }

    /** The event loop all work on this socket happens on; peers of the same loop have the same one. */
    public Context loop() {
        return loop.context();
    }

    /** Runs something on this socket's event loop, after what is already waiting there. */
    public void runOnLoop(Runnable work) {
        loop.context().runOnContext(ignored -> work.run());
    }

    /** Sends a message, or lets it wait, or drops it, as the peer's reading allows. */
    public void send(Outbound message) {
        if (closing) {
            return;
        }
        if (!writing && outbox.isEmpty()) {
            write(message);
        } else if (!outbox.add(message)) {
            close(SocketClose.TOO_MANY_MESSAGES);
        }
    }

    private void write(Outbound message) {
        writing = true;
        writeStartedNanos = System.nanoTime();
        switch (message) {
            case Outbound.Text text ->
                connection.sendText(text.text()).subscribe().with(sent -> written(), this::failed);
            case Outbound.Encoded encoded -> writeEncoded(encoded);
        }
    }

    private void writeEncoded(Outbound.Encoded message) {
        if (connection.isOpen()) {
            transport.write(message.frame()).addListener(whenWritten);
        } else {
            closing = true;
        }
    }

    private void written(ChannelFuture write) {
        if (write.isSuccess()) {
            written();
        } else {
            failed(write.cause());
        }
    }

    private void written() {
        meters.sent();
        writing = false;
        if (closing) {
            return;
        }
        var lost = outbox.takeLost();
        if (lost > 0) {
            meters.dropped(lost);
            write(notices.lost(lost));
            return;
        }
        var next = outbox.poll();
        if (next != null) {
            write(next);
        }
    }

    /** The connection is broken; its close handler follows. */
    private void failed(Throwable cause) {
        closing = true;
    }

    /**
     * Counts a message from the peer against its limit.
     *
     * @return whether to go on with it; if not, the socket is being closed
     */
    public boolean admit() {
        if (closing) {
            return false;
        }
        pongAwaited = false;
        if (inbound.admit(System.nanoTime())) {
            return true;
        }
        close(SocketClose.TOO_MANY_MESSAGES);
        return false;
    }

    /** The same for a message that has a length, in characters or bytes: a longer one than allowed closes the socket. */
    public boolean admit(int length) {
        if (!admit()) {
            return false;
        }
        if (length > maxMessage) {
            close(SocketClose.MESSAGE_TOO_BIG);
            return false;
        }
        return true;
    }

    /** Closes the socket, saying why. A peer that does not take the close frame in time is cut off. */
    public void close(SocketClose why) {
        close(why, why.reason());
    }

    /** Closes the socket, saying why in other words than usual; at most 123 bytes of them. */
    public void close(SocketClose why, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        closeGrace = switch (why) {
            case GOING_AWAY, SERVICE_RESTART, TOO_MANY_MESSAGES -> SHORT_GRACE;
            default -> limits.closeGrace();
        };
        meters.closed(why);
        writeStartedNanos = System.nanoTime();
        onClosing.accept(why);
        if (connection.isOpen()) {
            connection.close(new CloseReason(why.code(), reason)).subscribe().with(done -> {}, failure -> {});
        }
    }

    /**
     * Tells the peer to connect again after a while. The socket goes on meanwhile, and is closed some time later if the peer
     * has not left it by then.
     */
    void sendAway(Duration reconnectAfter, Duration closeAfter) {
        closeDueNanos = System.nanoTime() + closeAfter.toNanos();
        sentAway = true;
        send(notices.reconnect(reconnectAfter));
    }

    /** Looks after the socket; called about once a second. */
    void sweep(long nowNanos) {
        if (closing) {
            if (nowNanos - writeStartedNanos > closeGrace.toNanos()) {
                transport.cut();
            }
        } else if (sentAway && nowNanos - closeDueNanos >= 0) {
            Farewell.closeForRestart(this);
        } else if (writing
                && nowNanos - writeStartedNanos > limits.writeDeadline().toNanos()) {
            close(SocketClose.WRITE_TIMEOUT);
            transport.cut();
        } else if (pongAwaited && nowNanos - pingedNanos > limits.pongTimeout().toNanos()) {
            close(SocketClose.PONG_TIMEOUT);
        } else if (!pongAwaited
                && nowNanos - pingedNanos > limits.pingInterval().toNanos()) {
            ping(nowNanos);
        }
    }

    private void ping(long nowNanos) {
        pingedNanos = nowNanos;
        pongAwaited = true;
        connection.sendPing(PING).subscribe().with(sent -> {}, this::failed);
    }
}
