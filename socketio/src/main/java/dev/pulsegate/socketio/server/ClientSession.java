package dev.pulsegate.socketio.server;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jboss.logging.Logger;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.EngineListener;
import dev.pulsegate.socketio.engine.EngineSession;
import dev.pulsegate.socketio.engine.Handshake;
import dev.pulsegate.socketio.engine.Message;
import dev.pulsegate.socketio.protocol.MalformedPacketException;
import dev.pulsegate.socketio.protocol.Packet;
import dev.pulsegate.socketio.protocol.ReceivedPacket;

/**
 * One client: its session and the namespaces it is connected to. Packets are assembled on the engine's threads and followed
 * in the inbox. A packet that may not be sent closes the session, as with the reference server.
 */
final class ClientSession implements EngineListener {

    private static final Logger LOG = Logger.getLogger(ClientSession.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ServerParts parts;
    private final EngineSession engine;
    private final MessageIntake intake;
    private final SerialInbox inbox;

    /** Those that were left stay until the client connects again: what was on its way to them is dropped, no violation. */
    private final Map<String, SioSocket> sockets = new ConcurrentHashMap<>();

    /** The namespaces about which is being decided; touched in the inbox only. */
    private final Set<String> connecting = new HashSet<>();

    private final NamespacePatience patience;
    private volatile boolean closing;
    private boolean closed;

    ClientSession(ServerParts parts, EngineSession engine) {
        this.parts = parts;
        this.engine = engine;
        this.intake = new MessageIntake(parts, engine);
        this.patience = new NamespacePatience(parts, this::closeIfNowhere);
        this.inbox = new SerialInbox(parts.executor(), parts.settings().maxWaitingBytes());
        patience.restart();
    }

    @Override
    public void received(Message message) {
        if (closing) {
            return;
        }
        try {
            switch (intake.add(message)) {
                case MessageIntake.Outcome.Partial _ -> {}
                case MessageIntake.Outcome.Whole(var packet, var bytes) -> take(packet, bytes);
                case MessageIntake.Outcome.Refused(var why) -> close(why);
            }
        } catch (MalformedPacketException e) {
            violated(e);
        }
    }

    /** The client may send what the engine takes. */
    void trust() {
        intake.trust();
    }

    /** An answer somebody waits for does not wait for its turn: who waits may be the handler whose turn it is. */
    private void take(ReceivedPacket packet, long held) {
        if (packet.type().isAck()) {
            var socket = sockets.get(packet.namespace());
            if (socket != null && socket.acknowledged(packet)) {
                intake.release(held);
                return;
            }
        }
        if (!inbox.offer(intake.releasing(held, () -> follow(packet)), packet.size())) {
            intake.release(held);
            LOG.debug("A session is closed: its client sends more than is worked off");
            close(CloseReason.TOO_MANY_PACKETS);
        }
    }

    private void follow(ReceivedPacket received) {
        if (closed) {
            return;
        }
        try {
            switch (parts.reader().read(received)) {
                case Packet.Connect connect -> connect(connect);
                case Packet.Disconnect(var namespace) -> ended(socket(namespace), DisconnectReason.CLIENT_LEFT);
                case Packet.Event event -> tell(socket(event.namespace()), event);
                case Packet.Ack ack -> LOG.tracef("%s: an answer nobody waits for", socket(ack.namespace()));
                case Packet.ConnectError _ -> throw new MalformedPacketException("a refusal from a client");
            }
        } catch (MalformedPacketException e) {
            closed = true;
            violated(e);
        }
    }

    private SioSocket socket(String namespace) throws MalformedPacketException {
        var socket = sockets.get(namespace);
        if (socket == null) {
            throw new MalformedPacketException("a packet for a namespace that was never connected to");
        }
        return socket;
    }

    private void connect(Packet.Connect packet) throws MalformedPacketException {
        var namespace = packet.namespace();
        if (connecting.contains(namespace)) {
            // The reference client says it again if told to connect while it does; one answer is enough.
            return;
        }
        if (isConnected(sockets.get(namespace))) {
            throw new MalformedPacketException("a second connection to a namespace");
        }
        var handler = parts.namespaces().get(namespace);
        if (handler == null) {
            refuse(namespace, new Admission.Refused("Invalid namespace", JSON.missingNode()));
        } else if (connecting.size() + connectedCount() >= parts.settings().maxNamespaces()) {
            refuse(namespace, new Admission.Refused("Too many namespaces", JSON.missingNode()));
        } else {
            connecting.add(namespace);
            decision(handler, new ConnectRequest(namespace, packet.data(), engine.handshake()))
                    .whenComplete((admission, failure) -> inbox.add(() -> decided(namespace, admission, failure)));
        }
    }

    private static CompletionStage<Admission> decision(NamespaceHandler handler, ConnectRequest request) {
        try {
            return Objects.requireNonNull(handler.connecting(request)).thenApply(Objects::requireNonNull);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void decided(String namespace, Admission admission, Throwable failure) {
        connecting.remove(namespace);
        if (closed) {
            return;
        }
        if (failure != null) {
            LOG.errorf(failure, "Whether a client may connect to %s cannot be found out", namespace);
            refuse(namespace, new Admission.Refused("Internal error", JSON.missingNode()));
            return;
        }
        switch (admission) {
            case Admission.Accepted(var listener) -> accept(new SioSocket(namespace, this, parts, listener));
            case Admission.Refused refused -> refuse(namespace, refused);
        }
    }

    private void refuse(String namespace, Admission.Refused refused) {
        var data = JSON.objectNode().put("message", refused.message());
        if (!refused.data().isMissingNode()) {
            data.set("data", refused.data());
        }
        send(parts.writer().write(new Packet.ConnectError(namespace, data)));
    }

    private void accept(SioSocket socket) {
        sockets.put(socket.namespace(), socket);
        socket.send(new Packet.Connect(socket.namespace(), JSON.objectNode().put("sid", socket.id())));
        socket.listener().connected(socket);
    }

    private static void tell(SioSocket socket, Packet.Event event) {
        if (socket.isConnected()) {
            socket.listener().event(new IncomingEvent(event, socket));
        }
    }

    private void ended(SioSocket socket, DisconnectReason reason) {
        if (socket.end()) {
            socket.listener().disconnected(socket, reason);
            patience.restart();
        }
    }

    /** The application disconnects a socket, from whatever thread. */
    void disconnectLater(SioSocket socket, DisconnectReason reason) {
        inbox.add(() -> socket.listener().disconnected(socket, reason));
        patience.restart();
    }

    /** The application wants the client gone. */
    void disconnectAll() {
        sockets.values().forEach(SioSocket::disconnect);
        close(CloseReason.CLOSED_BY_APPLICATION);
    }

    /** The client sent what it may not. */
    void endForStop() {
        close(CloseReason.SERVER_STOPPING);
    }

    void violated(MalformedPacketException violation) {
        LOG.debugf("A session is closed: its client sent %s", violation.getMessage());
        close(CloseReason.MALFORMED);
    }

    private void close(CloseReason reason) {
        closing = true;
        engine.close(reason);
    }

    boolean send(List<Message> messages) {
        return engine.send(messages);
    }

    Handshake handshake() {
        return engine.handshake();
    }

    private void closeIfNowhere() {
        if (connectedCount() == 0) {
            LOG.debug("A session is closed: its client is connected to no namespace");
            close(CloseReason.CLOSED_BY_APPLICATION);
        }
    }

    private int connectedCount() {
        return (int)
                sockets.values().stream().filter(ClientSession::isConnected).count();
    }

    private static boolean isConnected(SioSocket socket) {
        return socket != null && socket.isConnected();
    }

    @Override
    public void closed(CloseReason reason) {
        closing = true;
        intake.end();
        inbox.add(() -> {
            closed = true;
            sockets.values().forEach(socket -> ended(socket, DisconnectReason.of(reason)));
            patience.stop();
        });
    }
}
