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
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d+) ms");

    private final Visitor visitor;
    private final String stream;
    private final Findings findings;
    private final SampleClock seen = new SampleClock();
    private final CountDownLatch firstFrame = new CountDownLatch(1);

    /** Open or on its way; null before the first. Its end means that another is needed. */
    private Connection newest;

    /** The one that brings frames until the newest does; null if the newest does, or it has ended. */
    private Connection before;

    private boolean closed;
    private int connections;
    private Instant lastFrame = Instant.EPOCH;
    private long lastArrivalNanos;
    private long longestSilenceNanos;

    StreamViewer(Visitor visitor, String stream, Findings findings) {
        this.visitor = visitor;
        this.stream = stream;
        this.findings = findings;
        follow(null, Duration.ZERO);
    }

    boolean awaitFirstFrame(Duration limit) throws InterruptedException {
        return firstFrame.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for a frame of this time or a later one: a viewer that sees nothing any more has no gap to show. */
    void awaitFrame(Instant time, Duration limit) throws InterruptedException {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (lastFrame().isBefore(time)) {
            if (System.nanoTime() - endNanos > 0) {
                findings.add("a viewer of " + stream + " has seen nothing since " + lastFrame());
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private synchronized Instant lastFrame() {
        return lastFrame;
    }

    /** What it saw, for people. */
    synchronized String note() {
        return stream + ": " + seen.frames() + " frames over " + connections + " connections, longest gap "
                + seen.longestGap().toMillis() + " ms, longest wait for a frame " + longestSilenceNanos / 1_000_000
                + " ms";
    }

    /** Has another connection follow this one, unless one does already. */
    private synchronized void follow(Connection old, Duration pause) {
        if (closed || old != newest) {
            return;
        }
        if (old != null && old.hasBroughtFrames) {
            before = old;
        }
        var next = new Connection();
        newest = next;
        Thread.ofVirtual().name("e2e-viewer").start(() -> {
            try {
                Thread.sleep(pause);
                open(next);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void open(Connection connection) {
        var _ = visitor.account()
                .open("/ws/ecg/stream?stream=" + stream, connection)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        follow(connection, TRY_AGAIN_AFTER);
                    }
                });
    }

    private synchronized void opened(Connection connection, WebSocket socket) {
        connection.socket = socket;
        connections++;
        if (closed) {
            socket.abort();
        }
    }

    private synchronized void heard(Connection from, JsonNode message) {
        if (message.path("type").asText().equals("reconnect")) {
            follow(from, Duration.ofMillis(message.path("after_millis").asLong()));
        } else if (message.path("points").size() > 0) {
            from.hasBroughtFrames = true;
            if (from == newest && before != null) {
                before.socket.abort();
                before = null;
            }
            frame(message);
        }
    }

    private void frame(JsonNode frame) {
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
        lastFrame = time.isAfter(lastFrame) ? time : lastFrame;
        firstFrame.countDown();
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var connection : new Connection[] {newest, before}) {
            if (connection != null && connection.socket != null) {
                connection.socket.abort();
            }
        }
    }

    private final class Connection implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        /** Null until it is open. */
        private WebSocket socket;

        private boolean hasBroughtFrames;

        @Override
        public void onOpen(WebSocket opening) {
            opened(this, opening);
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
            follow(this, hint.find() ? Duration.ofMillis(Long.parseLong(hint.group(1))) : TRY_AGAIN_AFTER);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            follow(this, TRY_AGAIN_AFTER);
        }
    }
}
