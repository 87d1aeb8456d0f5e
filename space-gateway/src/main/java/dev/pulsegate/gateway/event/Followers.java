package dev.pulsegate.gateway.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.event.EventStream.Content;
import dev.pulsegate.gateway.event.EventStream.Terms;
import dev.pulsegate.platform.connection.OpenConnections;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;

/** Opens streams of events for those who follow, as long as there is room for them. */
@Startup
@ApplicationScoped
public class Followers {

    /** How soon a shared stream sees that its client's time is over. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration FULL_RETRY = Duration.ofSeconds(10);

    private final EventFeed feed;
    private final List<Followed> followed;
    private final OpenConnections connections;
    private final Executor executor;
    private final GatewayConfig.Events config;
    /** Each takes a place of its own too: it stays open where nothing of what it was asked for may be followed. */
    private final AtomicInteger sharedStreams = new AtomicInteger();

    /** Something that can be followed. Each follower takes a place of those there are for all that is followed. */
    public interface Followed {

        /** How many follow it. */
        int watching();
    }

    Followers(
            EventFeed feed,
            @All List<Followed> followed,
            OpenConnections connections,
            @VirtualThreads Executor executor,
            GatewayConfig config,
            MeterRegistry registry) {
        this.feed = feed;
        this.followed = followed;
        this.connections = connections;
        this.executor = executor;
        this.config = config.events();
        Gauge.builder("pulsegate.events.followers", this, Followers::taken).register(registry);
        Gauge.builder("pulsegate.events.followers.limit", this.config, GatewayConfig.Events::followers)
                .register(registry);
    }

    /** A stream about one thing. */
    public Multi<OutboundSseEvent> open(Content content, Caller caller, Sse sse) {
        requireRoom(1);
        return connections.stream(caller, EventStream.of(terms(caller, sse), executor, content));
    }

    /**
     * A stream about several things. At most one event of each waits for a client that reads slowly; what one of them
     * has ended by, other than its own end, ends all.
     *
     * @param contents what is sent, by subject
     */
    public Multi<OutboundSseEvent> open(Map<String, Content> contents, Caller caller, Sse sse) {
        requireRoom(contents.size() + 1);
        var terms = terms(caller, sse);
        var parts = new ArrayList<Multi<OutboundSseEvent>>();
        parts.add(EventStream.of(terms, executor, this::beat));
        contents.forEach((subject, content) -> parts.add(EventStream.part(subject, terms, executor, content)));
        var all = Multi.createBy()
                .merging()
                .withConcurrency(parts.size())
                .withRequests(1)
                .streams(parts)
                .onFailure()
                .recoverWithCompletion()
                .onSubscription()
                .invoke(sharedStreams::incrementAndGet)
                .onTermination()
                .invoke(sharedStreams::decrementAndGet);
        return connections.stream(caller, all);
    }

    private void requireRoom(int wanted) {
        if (taken() + wanted > config.followers()) {
            throw Problems.unavailable("Too many follow at the moment; ask again and again instead.", FULL_RETRY);
        }
    }

    private int taken() {
        return followed.stream().mapToInt(Followed::watching).sum() + sharedStreams.get();
    }

    private Terms terms(Caller caller, Sse sse) {
        return new Terms(sse, caller.expiresAt(), config.heartbeat());
    }

    /** Each heartbeat tells when to expect the next, so the first comes at once. */
    private boolean beat(EventStream stream) throws InterruptedException {
        stream.sendHeartbeat();
        while (stream.isOpen() && !feed.closesWithin(LOOK_EVERY)) {
            stream.beat();
        }
        return false;
    }
}
