package dev.pulsegate.gateway.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executor;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.Presence;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** What a space's queue and workers look like from outside. */
@Path("/api/spaces/{space}")
@Tag(name = "Spaces")
@Authenticated
@RunOnVirtualThread
class SpaceQueueResource {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final SpaceDirectory spaces;
    private final RequestQueue queue;
    private final Presence presence;
    private final Dispatcher dispatcher;
    private final Waits waits;
    private final CurrentCaller caller;
    private final GatewayConfig config;
    private final ObjectMapper json;
    private final Executor executor;

    SpaceQueueResource(
            SpaceDirectory spaces,
            RequestQueue queue,
            Presence presence,
            Dispatcher dispatcher,
            Waits waits,
            CurrentCaller caller,
            GatewayConfig config,
            ObjectMapper json,
            @VirtualThreads Executor executor) {
        this.spaces = spaces;
        this.queue = queue;
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.waits = waits;
        this.caller = caller;
        this.config = config;
        this.json = json;
        this.executor = executor;
    }

    /**
     * A request that waits.
     *
     * @param position its place in the queue, from 1
     * @param id its id
     * @param user who asked
     * @param priority its priority
     * @param acceptedAt when it was accepted
     */
    public record Entry(long position, UUID id, String user, int priority, Instant acceptedAt) {}

    @GET
    @Path("queue")
    @Operation(
            summary = "The requests that wait, in order",
            description =
                    "Administrators see all, others their own with their positions; no more than the first 10,000.")
    public Page<Entry> queue(
            @PathParam("space") UUID spaceId,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(10_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var who = caller.get();
        var entries = new ArrayList<Entry>();
        long position = 0;
        for (var each : waits.queue(space(spaceId).id()).waiting()) {
            position++;
            if (who.isAdmin() || each.accountId().equals(who.accountId())) {
                entries.add(new Entry(position, each.id(), each.accountName(), each.priority(), each.acceptedAt()));
            }
        }
        int from = Math.min(entries.size(), page * size);
        return new Page<>(entries.subList(from, Math.min(entries.size(), from + size)), page, size, entries.size());
    }

    @GET
    @Path("status")
    @Operation(summary = "How busy the space is")
    public SpaceStatus status(@PathParam("space") UUID spaceId) {
        return of(space(spaceId));
    }

    @GET
    @Path("status/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(summary = "How busy the space is, by server-sent events: status at once, and whenever it changes")
    public void followStatus(@PathParam("space") UUID spaceId, @Context SseEventSink sink, @Context Sse sse) {
        space(spaceId);
        var stream = new EventStream(
                sink, sse, caller.get().expiresAt(), config.events().heartbeat());
        EventStream.start(executor, stream, open -> followStatus(spaceId, open));
    }

    private void followStatus(UUID spaceId, EventStream stream) throws InterruptedException {
        SpaceStatus told = null;
        while (stream.isOpen() && !dispatcher.isStopping()) {
            var space = spaces.known(spaceId);
            if (space.isEmpty()) {
                return;
            }
            var now = of(space.get());
            if (!now.equals(told)) {
                stream.send("status", text(now));
                told = now;
            }
            stream.beat();
            Thread.sleep(LOOK_EVERY);
        }
    }

    private String text(SpaceStatus status) {
        try {
            return json.writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private SpaceStatus of(Space space) {
        var workers = presence.workers(space.id());
        long length = queue.length(space.id());
        var wait = waits.of(space.id(), InputKind.PROMPT.bit(), length + 1);
        return new SpaceStatus(
                space.id(),
                space.enabled(),
                workers.connected(),
                workers.busy(),
                workers.capacity(),
                workers.running(),
                length,
                dispatcher
                        .serviceTime(space.id())
                        .map(mean -> mean.toMillis() / 1000.0)
                        .orElse(null),
                workers.running() < workers.capacity() && length == 0 ? Long.valueOf(0) : wait.expectedWaitSeconds());
    }

    private Space space(UUID id) {
        return spaces.find(id).orElseThrow(() -> Problems.notFound("There is no such space."));
    }
}
