package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.event.Watch;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.StoredRequest;
import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.platform.memory.MemoryBudgets;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Following a request: everything that has happened to it, then everything as it happens, to its end. */
@Path("/api/requests/{id}/events")
@Tag(name = "Requests")
@Authenticated
@RunOnVirtualThread
class RequestEventsResource {

    private final EventFeed feed;
    private final VisibleRequests visible;
    private final Waits waits;
    private final CurrentCaller caller;
    private final GatewayConfig.Events config;
    private final ObjectMapper json;
    private final Executor executor;
    private final ByteBudget memory;

    RequestEventsResource(
            EventFeed feed,
            VisibleRequests visible,
            Waits waits,
            CurrentCaller caller,
            GatewayConfig config,
            ObjectMapper json,
            @VirtualThreads Executor executor,
            MemoryBudgets budgets) {
        this.memory = budgets.messages();
        this.feed = feed;
        this.visible = visible;
        this.waits = waits;
        this.caller = caller;
        this.config = config.events();
        this.json = json;
        this.executor = executor;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "Follow a request by server-sent events",
            description = "queued, processing, progress, chunk, then one of completed, failed, canceled and expired,"
                    + " after which the stream ends. Last-Event-ID goes on after an event. While the request waits,"
                    + " queued comes again, without an id, when its position changes.")
    public Multi<OutboundSseEvent> follow(
            @PathParam("id") UUID id,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("last_event_id") String lastEventIdParameter,
            @Context Sse sse)
            throws SQLException {
        var who = caller.get();
        var request = visible.find(id, who);
        if (feed.watching() >= config.followers()) {
            throw Problems.conflict("Too many follow requests at the moment; ask for the request's status instead.");
        }
        int after = seq(lastEventId == null ? lastEventIdParameter : lastEventId);
        var terms = new EventStream.Terms(sse, who.expiresAt(), config.heartbeat());
        return EventStream.of(terms, executor, stream -> {
            try (var watch = feed.watch(id, after)) {
                follow(request, watch, stream);
            }
        });
    }

    private static int seq(String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(lastEventId.strip()));
        } catch (NumberFormatException e) {
            throw Problems.badRequest("Last-Event-ID is the id of an event, a number.");
        }
    }

    private void follow(StoredRequest request, Watch watch, EventStream stream)
            throws SQLException, InterruptedException {
        Wait told = null;
        boolean waiting = false;
        while (stream.isOpen() && !watch.isEnded()) {
            var events = watch.next(config.positionInterval());
            long length =
                    events.stream().mapToLong(event -> event.data().length()).sum();
            if (!memory.take(request.accountId(), length)) {
                // Where others wait for slow readers already: this one comes back, and goes on after what it has.
                return;
            }
            try {
                for (int i = 0; i < events.size() && stream.isOpen(); i++) {
                    var event = events.get(i);
                    waiting = event.type() == EventType.QUEUED && i == events.size() - 1;
                    told = waiting ? waits.of(request.id(), request.spaceId(), request.inputKinds()) : null;
                    stream.send(event.type().wireName(), event.seq(), text(event, told));
                    if (event.type().isFinal()) {
                        return;
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
    }

    /** An event's data with the time, and for one that waits how it waits. */
    private String text(RequestEvent event, Wait wait) {
        var text = new StringBuilder("{\"at\":\"").append(event.at()).append('"');
        append(text, event.data());
        if (wait != null) {
            append(text, text(wait));
        }
        return text.append('}').toString();
    }

    private static void append(StringBuilder text, String object) {
        var members = object.strip();
        members = members.substring(1, members.length() - 1);
        if (!members.isBlank()) {
            text.append(',').append(members);
        }
    }

    private String text(Wait wait) {
        try {
            return json.writeValueAsString(wait);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
