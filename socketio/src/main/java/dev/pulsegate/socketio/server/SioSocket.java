package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.socketio.engine.Handshake;
import dev.pulsegate.socketio.protocol.MalformedPacketException;
import dev.pulsegate.socketio.protocol.Packet;
import dev.pulsegate.socketio.protocol.ReceivedPacket;

/** A client's connection to one namespace. May be used by any thread; nothing here blocks. */
public final class SioSocket {

    private final String id;
    private final String namespace;
    private final ClientSession session;
    private final ServerParts parts;
    private final GuardedListener listener;
    private final PendingAcks acks;
    private boolean connected = true;

    SioSocket(String namespace, ClientSession session, ServerParts parts, SocketListener listener) {
        this.id = parts.ids().next();
        this.namespace = namespace;
        this.session = session;
        this.parts = parts;
        this.listener = new GuardedListener(listener);
        this.acks = new PendingAcks(parts.settings().maxPendingAcks());
    }

    /** The socket's id, which its client knows; another one for each namespace and each connection. */
    public String id() {
        return id;
    }

    /** The namespace's name. */
    public String namespace() {
        return namespace;
    }

    /** The HTTP request that opened the session. */
    public Handshake handshake() {
        return session.handshake();
    }

    /** Whether the socket is connected, as far as this end knows. */
    public synchronized boolean isConnected() {
        return connected;
    }

    /**
     * Emits an event to the client, after everything this thread emitted to it before.
     *
     * @param args its arguments; binary nodes are sent as binary
     * @return false if it was not taken, because the socket is no longer connected or about to be disconnected as too slow
     * @throws IllegalArgumentException if the name is reserved, or the arguments hold too many binary nodes
     */
    public boolean emit(String name, JsonNode... args) {
        return send(new Packet.Event(namespace, Packet.NO_ID, name, List.of(args)));
    }

    /**
     * Emits an event that the client is to answer.
     *
     * @param timeout how long to wait for the answer
     * @param args as in {@link #emit}
     * @return the answer's values, or an {@link AckException}; completed on a virtual thread, whatever the session does
     * @throws IllegalArgumentException as in {@link #emit}
     */
    public CompletionStage<List<JsonNode>> emitWithAck(String name, Duration timeout, JsonNode... args) {
        var answer = new CompletableFuture<List<JsonNode>>();
        try {
            long ackId = acks.add(answer);
            emitWaiting(new Packet.Event(namespace, ackId, name, List.of(args)));
            var overdue =
                    parts.timer().schedule(() -> giveUp(ackId), Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
            var _ = answer.whenComplete((values, failure) -> overdue.cancel(false));
            return answer.minimalCompletionStage();
        } catch (AckException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void emitWaiting(Packet.Event event) {
        boolean sent = false;
        try {
            sent = send(event);
        } finally {
            if (!sent) {
                acks.take(event.id());
            }
        }
        if (!sent) {
            throw new AckException(AckException.Reason.DISCONNECTED);
        }
    }

    private void giveUp(long ackId) {
        acks.take(ackId).ifPresent(answer -> fail(answer, AckException.Reason.TIMEOUT));
    }

    private void fail(CompletableFuture<List<JsonNode>> answer, AckException.Reason reason) {
        parts.executor().execute(() -> answer.completeExceptionally(new AckException(reason)));
    }

    /** The client is known well enough to send messages as long as the engine takes. */
    public void trust() {
        session.trust();
    }

    /**
     * Disconnects the client from this namespace; a client that has no other one then leaves. {@link
     * SocketListener#disconnected} follows. Does nothing on a socket that is not connected.
     */
    public void disconnect() {
        synchronized (this) {
            if (!connected) {
                return;
            }
            // Told before the client knows: should it come back at once, that comes after.
            session.disconnectLater(this, DisconnectReason.DISCONNECTED_BY_APPLICATION);
            send(new Packet.Disconnect(namespace));
            connected = false;
        }
        failAcks();
    }

    /** Disconnects the client from all its namespaces and closes its session; it does not come back by itself. */
    public void disconnectSession() {
        session.disconnectAll();
    }

    /** Closes the client's session as the end of the server would: it comes back by itself, to this server or another. */
    public void sendElsewhere() {
        session.endForStop();
    }

    boolean send(Packet packet) {
        var messages = parts.writer().write(packet);
        synchronized (this) {
            return connected && session.send(messages);
        }
    }

    GuardedListener listener() {
        return listener;
    }

    /**
     * Takes an answer.
     *
     * @return false if it is not waited for
     */
    boolean acknowledged(ReceivedPacket packet) {
        var waiting = acks.take(packet.id());
        waiting.ifPresent(answer -> parts.executor().execute(() -> complete(answer, packet)));
        return waiting.isPresent();
    }

    private void complete(CompletableFuture<List<JsonNode>> answer, ReceivedPacket packet) {
        try {
            if (parts.reader().read(packet) instanceof Packet.Ack ack) {
                answer.complete(ack.args());
            }
        } catch (MalformedPacketException e) {
            session.violated(e);
            answer.completeExceptionally(new AckException(AckException.Reason.MALFORMED));
        }
    }

    /**
     * The socket is no longer connected.
     *
     * @return whether it was until now
     */
    boolean end() {
        synchronized (this) {
            if (!connected) {
                return false;
            }
            connected = false;
        }
        failAcks();
        return true;
    }

    private void failAcks() {
        acks.close().forEach(answer -> fail(answer, AckException.Reason.DISCONNECTED));
    }

    @Override
    public String toString() {
        return "SioSocket[" + namespace + " " + id + "]";
    }
}
