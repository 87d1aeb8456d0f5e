package dev.pulsegate.gateway.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.request.StatusBoard.Entry;
import dev.pulsegate.gateway.request.StatusBoard.Sample;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;

/** How busy spaces are, by server-sent events. Whoever comes back gets everything again. */
@ApplicationScoped
class StatusStreams {

    private static final String STATUS = "status";
    private static final Duration FULL_RETRY = Duration.ofSeconds(10);

    private final StatusBoard board;
    private final EventFeed feed;
    private final Executor executor;
    private final int mostFollowers;
    private final Duration heartbeat;

    StatusStreams(StatusBoard board, EventFeed feed, @VirtualThreads Executor executor, GatewayConfig config) {
        this.board = board;
        this.feed = feed;
        this.executor = executor;
        this.mostFollowers = config.events().followers();
        this.heartbeat = config.events().heartbeat();
    }

    /** {@code status} at once, and whenever it changes, until the space is gone. */
    Multi<OutboundSseEvent> one(UUID spaceId, Caller caller, Sse sse) {
        return stream(caller, sse, (stream, watch) -> {
            long told = 0;
            var sample = watch.now();
            while (stream.isOpen() && !watch.isEnded() && sample.entries().containsKey(spaceId)) {
                var entry = sample.entries().get(spaceId);
                if (entry.since() > told) {
                    stream.send(STATUS, entry.text());
                }
                told = sample.number();
                stream.beat();
                sample = watch.after(sample, heartbeat.dividedBy(2));
            }
        });
    }

    /** {@code statuses} at once, then {@code status} for each space that changes and {@code gone} for each that goes. */
    Multi<OutboundSseEvent> all(Caller caller, Sse sse) {
        boolean disabledToo = caller.isAdmin();
        return stream(caller, sse, (stream, watch) -> {
            var sample = watch.now();
            var texts = new ArrayList<String>();
            var shown = new LinkedHashSet<UUID>();
            for (var entry : sample.entries().values()) {
                if (isShown(entry, disabledToo)) {
                    texts.add(entry.text());
                    shown.add(entry.status().spaceId());
                }
            }
            stream.send("statuses", "{\"statuses\":[" + String.join(",", texts) + "]}");
            while (stream.isOpen() && !watch.isEnded()) {
                var next = watch.after(sample, heartbeat.dividedBy(2));
                if (next.number() != sample.number()) {
                    sendChanges(stream, sample, next, shown, disabledToo);
                    sample = next;
                }
                stream.beat();
            }
        });
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
            stream.send("gone", "{\"space_id\":\"" + spaceId + "\"}");
        }
    }

    private static boolean isShown(Entry entry, boolean disabledToo) {
        return disabledToo || entry.status().enabled();
    }

    @FunctionalInterface
    private interface Following {
        void send(EventStream stream, StatusBoard.Watch watch) throws InterruptedException;
    }

    private Multi<OutboundSseEvent> stream(Caller caller, Sse sse, Following following) {
        if (feed.watching() + board.watching() >= mostFollowers) {
            throw Problems.unavailable("Too many follow at the moment; ask again and again instead.", FULL_RETRY);
        }
        var terms = new EventStream.Terms(sse, caller.expiresAt(), heartbeat);
        return EventStream.of(terms, executor, stream -> {
            try (var watch = board.watch()) {
                following.send(stream, watch);
            }
        });
    }
}
