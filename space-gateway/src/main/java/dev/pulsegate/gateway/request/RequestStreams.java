package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.event.EventStream;
import dev.pulsegate.gateway.event.EventStream.Content;
import dev.pulsegate.gateway.event.RequestWatch;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.status.Wait;
import dev.pulsegate.gateway.status.Waits;
import dev.pulsegate.platform.json.Json;
import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.platform.memory.MemoryBudgets;

/** What happens to a request, for a stream of events. */
@ApplicationScoped
class RequestStreams {

    private final EventFeed feed;
    private final RequestReader reader;
    private final Waits waits;
    private final Duration positionInterval;
    private final ObjectMapper json;
    private final ByteBudget memory;

    RequestStreams(
            EventFeed feed,
            RequestReader reader,
            Waits waits,
            GatewayConfig config,
            ObjectMapper json,
            MemoryBudgets budgets) {
        this.memory = budgets.messages();
        this.feed = feed;
        this.reader = reader;
        this.waits = waits;
        this.positionInterval = config.events().positionInterval();
        this.json = json;
    }

    /** What has happened to a request after an event, then what happens, to the request's end. */
    Content of(StoredRequest request, LastEventId last) {
        return stream -> {
            if (last.isEndOf(request)) {
                return true;
            }
            try (var watch = feed.watch(request.id(), last.within(request))) {
                return send(request, watch, stream);
            }
        };
    }

    private boolean send(StoredRequest request, RequestWatch watch, EventStream stream)
            throws SQLException, InterruptedException {
        Wait told = null;
        boolean waiting = request.state() == RequestState.QUEUED;
        while (stream.isOpen() && !watch.isEnded()) {
            var events = watch.next(positionInterval);
            long length =
                    events.stream().mapToLong(event -> event.data().length()).sum();
            if (!memory.take(request.accountId(), length)) {
                // Where others wait for slow readers already: this one comes back, and goes on after what it has.
                return false;
            }
            try {
                for (int i = 0; i < events.size() && stream.isOpen(); i++) {
                    var event = events.get(i);
                    waiting = event.type() == EventType.QUEUED && i == events.size() - 1;
                    told = waiting ? wait(request, event) : null;
                    stream.send(event.type().wireName(), event.seq(), text(event, told));
                    if (event.type().isFinal()) {
                        return true;
                    }
                }
            } finally {
                memory.give(request.accountId(), length);
            }
            if (events.isEmpty() && waiting) {
                var now = waits.of(request.id(), request.spaceId(), request.inputKinds());
                if (!Objects.equals(now, told)) {
                    stream.send(EventType.QUEUED.wireName(), text(now));
                    told = now;
                }
            }
            stream.beat();
        }
        return false;
    }

    /** One that comes back into the queue may have to pause, which only its row tells at once. */
    private Wait wait(StoredRequest request, RequestEvent event) throws SQLException {
        return waits.of(event.seq() == 1 ? request : reader.find(request.id()).orElse(request));
    }

    /** An event's data with the time, and for one that waits how it waits. */
    private String text(RequestEvent event, Wait wait) {
        var text = Json.object().with("at", event.at().toString()).withMembersOf(event.data());
        if (wait != null) {
            text.withMembersOf(text(wait));
        }
        return text.toString();
    }

    private String text(Wait wait) {
        try {
            return json.writeValueAsString(wait);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
