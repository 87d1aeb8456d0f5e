package dev.pulsegate.e2e.load;

import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Watches an ECG stream, and connects again as docs/ecg-stream.asyncapi.yaml tells viewers to: asked to by {@code reconnect}
 * it has the next connection before it leaves the old one; closed with 1012 it waits for what the reason says.
 */
final class StreamViewer implements AutoCloseable {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(150);
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d+) ms");

    private final Visitor visitor;
    private final String stream;
    private final Findings findings;
    private final SampleClock seen = new SampleClock();
    private final CountDownLatch firstFrame = new CountDownLatch(1);

    /** The one whose end means that another is needed; null while there is none. */
    private Connection current;

    private boolean closed;
    private int connections;
    private long lastArrivalNanos;
    private long longestSilenceNanos;

    StreamViewer(Visitor visitor, String stream, Findings findings) {
        this.visitor = visitor;
        this.stream = stream;
        this.findings = findings;
        connectAfter(Duration.ZERO);
    }

    boolean awaitFirstFrame(Duration limit) throws InterruptedException {
        return firstFrame.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it saw, for people. */
    synchronized String note() {
        return stream + ": " + seen.frames() + " frames over " + connections + " connections, longest gap "
                + seen.longestGap().toMillis() + " ms, longest wait for a frame " + longestSilenceNanos / 1_000_000
                + " ms";
    }

    private void connectAfter(Duration pause) {
        Thread.ofVirtual().name("e2e-viewer").start(() -> {
            try {
                Thread.sleep(pause);
                connect();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void connect() {
        if (isClosed()) {
            return;
        }
        var connection = new Connection();
        var _ = visitor.account()
                .open("/ws/ecg/stream?stream=" + stream, connection)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        connectAfter(TRY_AGAIN_AFTER);
                    }
                });
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void opened() {
        connections++;
    }

    private synchronized void heard(Connection from, JsonNode message) {
        if (message.path("type").asText().equals("reconnect")) {
            from.isLeft = true;
            connectAfter(Duration.ofMillis(message.path("after_millis").asLong()));
        } else if (message.path("points").size() > 0) {
            frame(from, message);
        }
    }

    private void frame(Connection from, JsonNode frame) {
        if (from != current && !from.isLeft) {
            var before = current;
            current = from;
            if (before != null) {
                before.leave();
            }
        }
        long nowNanos = System.nanoTime();
        if (lastArrivalNanos != 0) {
            longestSilenceNanos = Math.max(longestSilenceNanos, nowNanos - lastArrivalNanos);
        }
        lastArrivalNanos = nowNanos;
        var times = frame.path("times");
        double step = times.size() > 1
                ? (times.path(times.size() - 1).asDouble() - times.path(0).asDouble()) / (times.size() - 1)
                : 0;
        var time = Instant.parse(frame.path("timestamp").asText());
        var gap = seen.frame(time, Duration.ofNanos(Math.round(step * times.size() * 1e9)));
        if (gap.compareTo(LONGEST_GAP) > 0) {
            findings.add("a viewer of " + stream + " missed " + gap.toMillis() + " ms before " + time);
        }
        firstFrame.countDown();
    }

    /** The end of a connection that another has followed, or will by itself, asks for nothing. */
    private synchronized void ended(Connection connection, Duration pause) {
        if (closed || connection.isLeft || (current != null && current != connection)) {
            return;
        }
        current = null;
        connectAfter(pause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            current.leave();
        }
    }

    private final class Connection implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        /** Null until it is open. */
        private WebSocket socket;

        /** Whether the next one is on its way or there. */
        private boolean isLeft;

        void leave() {
            isLeft = true;
            socket.abort();
        }

        @Override
        public void onOpen(WebSocket opening) {
            socket = opening;
            opened();
            opening.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                heard(this, visitor.account().parse(parts));
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            var hint = RETRY_AFTER.matcher(reason);
            ended(this, hint.find() ? Duration.ofMillis(Long.parseLong(hint.group(1))) : TRY_AGAIN_AFTER);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            ended(this, TRY_AGAIN_AFTER);
        }
    }
}
