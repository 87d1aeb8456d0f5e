package dev.pulsegate.gateway.worker.websocket;

import java.time.Duration;

import dev.pulsegate.gateway.worker.WorkerDesk;
import dev.pulsegate.gateway.worker.WorkerSession;
import dev.pulsegate.gateway.worker.WorkerTransport;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.socket.SocketEndpoint;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.GatewayMessageWriter;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.ProtocolLimits;
import dev.pulsegate.workerprotocol.WorkerMessageReader;

/** A worker on {@code /ws/worker}. Everything happens on its socket's event loop. */
final class WebSocketWorker implements WorkerTransport, SocketEndpoint.Peer {

    private final PeerSocket socket;
    private final WorkerMessageReader reader;
    private final GatewayMessageWriter writer;
    private final Duration pongTimeout;
    private final WorkerSession session;

    WebSocketWorker(
            WorkerDesk desk,
            PeerSocket socket,
            WorkerMessageReader reader,
            GatewayMessageWriter writer,
            Duration pongTimeout) {
        this.socket = socket;
        this.reader = reader;
        this.writer = writer;
        this.pongTimeout = pongTimeout;
        this.session = desk.open(this, socket.openFor().orElse(null));
        socket.whenClosing(why -> session.leave(words(why)));
    }

    @Override
    public PeerSocket socket() {
        return socket;
    }

    @Override
    public void receive(String text) {
        if (socket.admit(text.length())) {
            try {
                session.follow(reader.read(text), this::say);
            } catch (InvalidMessageException e) {
                session.refuse(e, this::say);
            }
        }
    }

    @Override
    public void receiveBinary(int length) {
        if (socket.admit(length)) {
            session.refuse(InvalidMessageException.malformed("A message is text."), this::say);
        }
    }

    @Override
    public void leave() {
        session.leave("the worker's connection ended");
    }

    /** Why a worker was left by this side, for those who wait for its requests. */
    private String words(SocketClose why) {
        return switch (why) {
            case PONG_TIMEOUT -> "the worker left pings unanswered for " + pongTimeout.toSeconds() + " s";
            case WRITE_TIMEOUT -> "the worker did not read what it was sent";
            case GOING_AWAY, SERVICE_RESTART -> "the gateway is stopping";
            default -> "the worker's connection was closed: " + why.reason();
        };
    }

    @Override
    public String protocol() {
        return "websocket";
    }

    @Override
    public void run(Runnable work) {
        socket.runOnLoop(work);
    }

    @Override
    public void say(GatewayMessage message) {
        socket.send(Outbound.text(writer.write(message)));
    }

    @Override
    public void close(SocketClose why, String reason) {
        socket.close(why, reason);
    }

    @Override
    public boolean namesAttempts() {
        return true;
    }

    @Override
    public void registered() {
        socket.allowMessages(ProtocolLimits.MAX_MESSAGE_BYTES);
    }

    @Override
    public void renewed(Caller caller) {
        socket.renew(caller);
    }
}
