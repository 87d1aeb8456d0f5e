package dev.pulsegate.gateway.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
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
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

import dev.pulsegate.gateway.event.Followers;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** What a space's queue and workers look like from outside. */
@Path("/api/spaces/{space}")
@Tag(name = "Spaces")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class SpaceQueueResource {

    private final SpaceDirectory spaces;
    private final SpaceStatuses statuses;
    private final StatusStreams streams;
    private final Followers followers;
    private final Waits waits;
    private final CurrentCaller caller;

    SpaceQueueResource(
            SpaceDirectory spaces,
            SpaceStatuses statuses,
            StatusStreams streams,
            Followers followers,
            Waits waits,
            CurrentCaller caller) {
        this.spaces = spaces;
        this.statuses = statuses;
        this.streams = streams;
        this.followers = followers;
        this.waits = waits;
        this.caller = caller;
    }

    /**
     * A request that waits.
     *
     * @param position its place in the queue, from 1
     * @param user who asked
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
        return statuses.of(space(spaceId));
    }

    @GET
    @Path("status/events")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "How busy the space is, by server-sent events: status at once, and whenever it changes",
            description = "heartbeat comes when nothing else has for its interval_millis.")
    public Multi<OutboundSseEvent> followStatus(@PathParam("space") UUID spaceId, @Context Sse sse) {
        var space = space(spaceId);
        return followers.open(streams.ofSpace(space.id()), caller.get(), sse);
    }

    private Space space(UUID id) {
        return spaces.find(id).orElseThrow(() -> Problems.notFound("There is no such space."));
    }
}
