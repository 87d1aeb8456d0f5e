package dev.pulsegate.socketio.server;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it hears until a test asks for it. */
class RecordingListener implements SocketListener {

    private static final long PATIENCE_SECONDS = 15;

    private final CompletableFuture<SioSocket> socket = new CompletableFuture<>();
    private final CompletableFuture<DisconnectReason> disconnected = new CompletableFuture<>();
    private final BlockingQueue<IncomingEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void connected(SioSocket connected) {
        socket.complete(connected);
    }

    @Override
    public void event(IncomingEvent event) {
        events.add(event);
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        disconnected.complete(reason);
    }

    SioSocket awaitSocket() {
        return socket.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    DisconnectReason awaitDisconnected() {
        return disconnected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isConnected() {
        return socket.isDone();
    }

    boolean isDisconnected() {
        return disconnected.isDone();
    }

    IncomingEvent awaitEvent() {
        try {
            var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event came");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int unread() {
        return events.size();
    }
}
