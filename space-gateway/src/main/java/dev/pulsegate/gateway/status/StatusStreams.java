package dev.pulsegate.gateway.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.event.EventStream;
import dev.pulsegate.gateway.event.EventStream.Content;
import dev.pulsegate.gateway.status.StatusBoard.Entry;
import dev.pulsegate.gateway.status.StatusBoard.Sample;
import dev.pulsegate.platform.json.Json;
import dev.pulsegate.platform.token.Caller;

/** How busy spaces are, for a stream of events. Whoever comes back gets everything again. */
@ApplicationScoped
public class StatusStreams {

    private static final String STATUS = "status";

    private final StatusBoard board;
    private final Duration lookAgain;

    StatusStreams(StatusBoard board, GatewayConfig config) {
        this.board = board;
        this.lookAgain = config.events().heartbeat().dividedBy(2);
    }

    /** {@code status} at once, and whenever it changes, until the space is gone. */
    public Content ofSpace(UUID spaceId) {
        return stream -> sendOne(spaceId, stream);
    }

    /**
     * {@code statuses} at once, then {@code status} for each space that changes and {@code gone} for each that goes: for
     * people those that are enabled, for administrators all.
     */
    public Content ofAll(Caller caller) {
        return stream -> sendAll(caller.isAdmin(), stream);
    }

    private boolean sendOne(UUID spaceId, EventStream stream) throws InterruptedException {
        try (var watch = board.watch()) {
            long told = 0;
            var sample = watch.now();
            while (stream.isOpen() && !watch.isEnded() && sample.entries().containsKey(spaceId)) {
                var entry = sample.entries().get(spaceId);
                if (entry.since() > told) {
                    stream.send(STATUS, entry.text());
                }
                told = sample.number();
                stream.beat();
                sample = watch.after(sample, lookAgain);
            }
            return !sample.entries().containsKey(spaceId);
        }
    }

    /** Never ends by itself: there is always more to come. */
    private boolean sendAll(boolean disabledToo, EventStream stream) throws InterruptedException {
        try (var watch = board.watch()) {
            var sample = watch.now();
            var texts = new ArrayList<String>();
            var shown = new LinkedHashSet<UUID>();
            for (var entry : sample.entries().values()) {
                if (isShown(entry, disabledToo)) {
                    texts.add(entry.text());
                    shown.add(entry.status().spaceId());
                }
            }
            stream.send("statuses", Json.object().withArray("statuses", texts).toString());
            while (stream.isOpen() && !watch.isEnded()) {
                var next = watch.after(sample, lookAgain);
                if (next.number() != sample.number()) {
                    sendChanges(stream, sample, next, shown, disabledToo);
                    sample = next;
                }
                stream.beat();
            }
            return false;
        }
    }

    private static void sendChanges(EventStream stream, Sample before, Sample now, Set<UUID> shown, boolean disabledToo)
            throws InterruptedException {
        var left = new LinkedHashSet<>(shown);
        for (var entry : now.entries().values()) {
            if (isShown(entry, disabledToo)) {
                left.remove(entry.status().spaceId());
                shown.add(entry.status().spaceId());
                if (entry.since() > before.number()) {
                    stream.send(STATUS, entry.text());
                }
            }
        }
        for (var spaceId : left) {
            shown.remove(spaceId);
            stream.send(
                    "gone", Json.object().with("space_id", spaceId.toString()).toString());
        }
    }

    private static boolean isShown(Entry entry, boolean disabledToo) {
        return disabledToo || entry.status().enabled();
    }
}
