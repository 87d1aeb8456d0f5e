package dev.pulsegate.scenarios;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches the demo stream as docs/ecg-stream.asyncapi.yaml says: told to reconnect, it opens the next connection, and leaves
 * the one before once frames come by that. Frames are known by their number, whichever connection they come by.
 */
final class MovingViewer implements AutoCloseable {

    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d+) ms");
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final int FRAME_PERIOD_MILLIS = 160;

    private final Person person;
    private final ConcurrentSkipListMap<Long, String> timestamps = new ConcurrentSkipListMap<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /** Begins to watch, and waits for the first frame. */
    MovingViewer(Person person) {
        this.person = person;
        connect(null);
        Eventually.holds(Scenario.SOON, () -> assertThat(timestamps).isNotEmpty());
    }

    private void connect(Connection before) {
        if (!over) {
            var _ = person.watch("demo", new Connection(before)).exceptionally(refused -> {
                connectAfter(BETWEEN_TRIES, before);
                return null;
            });
        }
    }

    private void connectAfter(Duration pause, Connection before) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> connect(before));
    }

    /** One connection; what comes by it comes on one thread at a time. */
    private final class Connection implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final Connection before;
        private WebSocket socket;
        private boolean hasFrames;
        private boolean isFollowed;

        Connection(Connection before) {
            this.before = before;
        }

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(Answer.parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(JsonNode message) {
            switch (message.path("type").asText()) {
                case "" -> frame(message);
                case "reconnect" -> {
                    isFollowed = true;
                    connectAfter(Duration.ofMillis(message.get("after_millis").longValue()), this);
                }
                default -> {}
            }
        }

        private void frame(JsonNode frame) {
            if (!hasFrames) {
                hasFrames = true;
                connections.add(this);
                if (before != null) {
                    var _ = before.socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
                }
            }
            long seq = frame.get("seq").longValue();
            var samples = frame.get("timestamp").textValue() + frame.get("points");
            var known = timestamps.putIfAbsent(seq, samples);
            if (known != null && !known.equals(samples)) {
                contradictions.add("frame " + seq + ": " + known + " and " + samples);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            var asked = RETRY_AFTER.matcher(reason);
            ended(asked.find() ? Duration.ofMillis(Long.parseLong(asked.group(1))) : BETWEEN_TRIES);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            ended(BETWEEN_TRIES);
        }

        /** Nobody else looks for a way on if this was the last connection. */
        private void ended(Duration pause) {
            if (!isFollowed) {
                isFollowed = true;
                connectAfter(pause, hasFrames ? null : before);
            }
        }
    }

    /** How many connections frames have come by. */
    int connections() {
        return connections.size();
    }

    /** Frames that came twice, and not as the same. */
    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** Waits until a frame has come that was not there before. */
    void awaitNewFrame() {
        var last = timestamps.lastKey();
        Eventually.holds(Scenario.SOON, () -> assertThat(timestamps.lastKey()).isGreaterThan(last));
    }

    /** The longest piece of the signal that never came, between the first and the last that did. */
    long longestGapMillis() {
        long missing = 0;
        long expected = timestamps.firstKey();
        for (long seq : timestamps.keySet()) {
            missing = Math.max(missing, seq - expected);
            expected = seq + 1;
        }
        return missing * FRAME_PERIOD_MILLIS;
    }

    @Override
    public void close() {
        over = true;
        connections.forEach(each -> each.socket.abort());
    }
}
