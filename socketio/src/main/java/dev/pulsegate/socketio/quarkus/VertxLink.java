package dev.pulsegate.socketio.quarkus;

import java.io.IOException;
import java.util.List;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.socket.Transport;
import dev.pulsegate.platform.tcp.FrameRefusal;
import dev.pulsegate.socketio.engine.Frame;
import dev.pulsegate.socketio.engine.Session;
import dev.pulsegate.socketio.engine.WebSocketLink;

/** A WebSocket. What it does itself happens on the connection's event loop. */
final class VertxLink implements WebSocketLink {

    private static final Logger LOG = Logger.getLogger(VertxLink.class);

    /** RFC 6455 §7.1.5: the connection ended without a close frame. */
    private static final short ABNORMAL = 1006;

    /** What a message costs beside its bytes, so that empty ones count as well. */
    private static final int OVERHEAD = 64;

    private final ServerWebSocket socket;
    private final Transport transport;
    private final Context context;
    private final long maxUndone;

    /** The bytes of messages that the session has not dealt with yet. */
    private long undone;

    private boolean paused;
    private Session session;

    /**
     * @param context the connection's event loop
     * @param maxUndone how many bytes a session may be behind before nothing more is read
     */
    VertxLink(ServerWebSocket socket, Transport transport, Context context, long maxUndone) {
        this.socket = socket;
        this.transport = transport;
        this.context = context;
        this.maxUndone = maxUndone;
        transport.upgraded();
    }

    /** Gives the session what comes. */
    void feed(Session fed) {
        session = fed;
        socket.textMessageHandler(text -> take(new Frame.Text(text), text.length()));
        socket.binaryMessageHandler(bytes -> take(new Frame.Binary(bytes.getBytes()), bytes.length()));
        socket.frameHandler(frame -> {
            if (!frame.isText() && !frame.isBinary()) {
                session.otherFrame(this);
            }
        });
        socket.exceptionHandler(this::failed);
        socket.closeHandler(closed -> {
            var code = socket.closeStatusCode();
            session.disconnected(this, code != null && code != ABNORMAL);
        });
    }

    private void take(Frame frame, int length) {
        var weight = length + OVERHEAD;
        undone += weight;
        if (undone > maxUndone && !paused) {
            paused = true;
            socket.pause();
        }
        session.frame(this, frame, () -> context.runOnContext(ignored -> done(weight)));
    }

    private void done(int weight) {
        undone -= weight;
        if (paused && undone <= maxUndone) {
            paused = false;
            socket.resume();
        }
    }

    /** Vert.x ends the connection itself, except when the frames of one message are too much together. */
    private void failed(Throwable failure) {
        switch (failure) {
            case IOException e -> LOG.debugf("A WebSocket failed: %s", e);
            case DecoderException e -> LOG.debugf("A WebSocket failed: %s", e);
            case VertxException e -> LOG.debugf("A WebSocket failed: %s", e);
            case IllegalStateException e -> session.frameTooBig(this);
            default -> {
                LOG.errorf(failure, "A WebSocket failed");
                cut();
            }
        }
    }

    @Override
    public void send(List<Frame> frames, Runnable written) {
        context.runOnContext(ignored -> write(frames, written));
    }

    private void write(List<Frame> frames, Runnable written) {
        if (socket.isClosed()) {
            return;
        }
        Future<Void> last = Future.succeededFuture();
        for (var frame : frames) {
            last = switch (frame) {
                case Frame.Text text -> socket.writeTextMessage(text.text());
                case Frame.Binary binary -> socket.writeBinaryMessage(Buffer.buffer(binary.bytes()));
            };
        }
        last.onSuccess(done -> written.run());
    }

    @Override
    public void allow(int maxBytes) {
        context.runOnContext(ignored -> transport.allow(maxBytes, this::refused));
    }

    private void refused(FrameRefusal refusal) {
        switch (refusal) {
            case TOO_BIG -> session.frameTooBig(this);
            case NO_ROOM -> session.noRoom(this);
        }
    }

    @Override
    public void close(int code, String reason) {
        context.runOnContext(ignored -> {
            if (!socket.isClosed()) {
                socket.close((short) code, reason);
            }
        });
    }

    @Override
    public void cut() {
        context.runOnContext(ignored -> transport.cut());
    }
}
