package dev.pulsegate.worker.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.pulsegate.workerprotocol.CloseCode;

/**
 * One WebSocket to the gateway. Frames go out in the order they were sent in; who sends while the gateway does not read
 * waits. Pings are answered; a gateway that is not heard for a while is pinged, and given up if it stays silent.
 */
public final class GatewaySocket {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long OUTBOX_CHARS = 256 << 10;

    private final CompletableFuture<SocketClosed> closed = new CompletableFuture<>();
    private final Outbox outbox = new Outbox(OUTBOX_CHARS);
    private final SocketListener listener;
    private final Duration silenceLimit;

    private volatile WebSocket socket;

    /** What this side closes with, or null as long as it does not. */
    private volatile String closing;

    private GatewaySocket(Inbox inbox, Duration silenceLimit) {
        this.listener = new SocketListener(inbox, closed);
        this.silenceLimit = silenceLimit;
    }

    /**
     * Connects.
     *
     * @param token the access token, or null for none
     * @param silenceLimit how long the gateway may be silent before it is given up
     * @param inbox takes what comes in
     * @throws UnauthenticatedException if the gateway wants another token
     * @throws RefusedException if the gateway forbids the connection
     * @throws UnavailableException if it cannot be reached or cannot answer now
     */
    public static GatewaySocket open(HttpClient http, URI address, String token, Duration silenceLimit, Inbox inbox)
            throws UnauthenticatedException, RefusedException, UnavailableException, InterruptedException {
        var opened = new GatewaySocket(inbox, silenceLimit);
        var builder = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        var connecting = builder.buildAsync(address, opened.listener);
        try {
            opened.socket = connecting.get();
        } catch (InterruptedException e) {
            var _ = connecting.thenAccept(WebSocket::abort);
            throw e;
        } catch (ExecutionException e) {
            throw failure(address, Failures.cause(e));
        }
        Thread.ofVirtual().name("pulsegate-writer").start(() -> opened.orEnd(opened::write));
        Thread.ofVirtual().name("pulsegate-watch").start(() -> opened.orEnd(opened::watch));
        return opened;
    }

    private static UnavailableException failure(URI address, Throwable cause)
            throws UnauthenticatedException, RefusedException {
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            if (status == 401) {
                throw new UnauthenticatedException("the gateway answered HTTP 401");
            }
            if (status == 403) {
                throw new RefusedException("the gateway answered HTTP 403: not allowed");
            }
            return new UnavailableException(address + " answered HTTP " + status + " instead of a WebSocket");
        }
        return new UnavailableException(address + " cannot be reached: " + Failures.describe(cause));
    }

    /**
     * Sends a frame, waiting while the socket is behind.
     *
     * @throws SocketClosedException if the connection is closed; the frame was not sent
     */
    public void send(String frame) throws InterruptedException, SocketClosedException {
        outbox.put(frame);
    }

    /** Done when the connection has ended. */
    public CompletableFuture<SocketClosed> closed() {
        return closed.copy();
    }

    /** Sends what was sent before, then says goodbye; the connection has ended when the gateway has answered. */
    public void close(String reason) {
        closing = reason;
        outbox.end();
    }

    /** Ends the connection without a word. */
    public void abort() {
        lost("given up");
    }

    /**
     * Does something without which the connection would stay open and do nothing: if it fails, the connection ends, and the
     * next one begins anew.
     */
    public void orEnd(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            lost("this side failed: " + e);
            throw e;
        }
    }

    private void write() {
        var _ = closed.thenAccept(this::release);
        try {
            for (var frame = outbox.first(); frame.isPresent() && !closed.isDone(); frame = outbox.first()) {
                socket.sendText(frame.get(), true).get();
                outbox.sent();
            }
            if (closing != null && !closed.isDone()) {
                socket.sendClose(CloseCode.NORMAL.code(), closing).get();
            }
        } catch (ExecutionException e) {
            lost("the connection broke: " + Failures.describe(e));
        } catch (InterruptedException e) {
            lost("interrupted");
        }
    }

    /** A close frame of the gateway is answered before the connection goes; nothing else is waited for. */
    private void release(SocketClosed end) {
        outbox.end();
        if (end.code() == SocketClosed.LOST) {
            socket.abort();
        } else {
            CompletableFuture.delayedExecutor(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(socket::abort);
        }
    }

    /** Three looks in the time allowed: the first without a sign of life sends a ping, the third ends it. */
    private void watch() {
        try {
            while (true) {
                var ended = waitForEnd(silenceLimit.dividedBy(3));
                long silentNanos = System.nanoTime() - listener.heardNanos();
                if (ended) {
                    return;
                } else if (silentNanos > silenceLimit.toNanos()) {
                    lost("nothing was heard from the gateway for " + silenceLimit.toSeconds() + " s");
                } else if (silentNanos > silenceLimit.toNanos() / 3) {
                    // A ping that cannot go out now is as good as one that is not answered.
                    var _ = socket.sendPing(ByteBuffer.allocate(0));
                }
            }
        } catch (InterruptedException e) {
            lost("interrupted");
        }
    }

    private boolean waitForEnd(Duration time) throws InterruptedException {
        try {
            closed.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lost(String reason) {
        closed.complete(new SocketClosed(SocketClosed.LOST, reason));
    }
}
