package dev.pulsegate.gateway.worker;

import java.util.Optional;

import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;

/** A worker on {@code /ws/worker}. Everything happens on its socket's event loop. */
final class SocketWorker implements WorkerLink {

    private final PeerSocket socket;
    private final WorkerCodec codec;
    private final WorkerSession session;

    SocketWorker(WorkerDesk desk, PeerSocket socket, WorkerCodec codec, Optional<Caller> caller) {
        this.socket = socket;
        this.codec = codec;
        this.session = desk.open(this, caller);
        socket.whenClosing(session::leave);
    }

    PeerSocket socket() {
        return socket;
    }

    void receive(String text) {
        if (socket.admit(text.length())) {
            try {
                session.follow(codec.read(text), this::say);
            } catch (InvalidMessageException e) {
                session.refuse(e, this::say);
            }
        }
    }

    void receiveBinary(int length) {
        if (socket.admit(length)) {
            session.refuse(InvalidMessageException.malformed("A message is text."), this::say);
        }
    }

    void leave() {
        session.leave();
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
        socket.send(Outbound.text(codec.write(message)));
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
        socket.allowMessages(MessageReader.MAX_MESSAGE_BYTES);
    }

    @Override
    public void renewed(Caller caller) {
        socket.renew(caller);
    }
}
