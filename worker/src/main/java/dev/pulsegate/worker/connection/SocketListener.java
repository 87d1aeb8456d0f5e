package dev.pulsegate.worker.connection;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.pulsegate.workerprotocol.ProtocolLimits;

/** Hears what comes in, hands whole frames on and notes when the peer was last heard. */
final class SocketListener implements WebSocket.Listener {

    private final Inbox inbox;
    private final CompletableFuture<SocketClosed> closed;
    private final FrameAssembler assembler = new FrameAssembler(ProtocolLimits.MAX_MESSAGE_BYTES);

    private volatile long heardNanos = System.nanoTime();

    SocketListener(Inbox inbox, CompletableFuture<SocketClosed> closed) {
        this.inbox = inbox;
        this.closed = closed;
    }

    /** When the peer was last heard, by {@link System#nanoTime}. */
    long heardNanos() {
        return heardNanos;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        heard(socket);
        assembler.add(part);
        if (last) {
            assembler.finish().ifPresentOrElse(inbox::frame, () -> inbox.unreadable("a frame that is too long"));
        }
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        heard(socket);
        if (last) {
            inbox.unreadable("a binary frame");
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
        heard(socket);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        heard(socket);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(new SocketClosed(code, Failures.clean(reason)));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        closed.complete(new SocketClosed(SocketClosed.LOST, "the connection broke: " + Failures.describe(failure)));
    }

    private void heard(WebSocket socket) {
        heardNanos = System.nanoTime();
        socket.request(1);
    }
}
