package dev.pulsegate.gateway.status;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.token.CurrentCaller;

/** How busy all spaces are: people see those that are enabled, administrators all. */
@Path("/api/spaces/status")
@Tag(name = "Spaces")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class SpaceStatusResource {

    private final SpaceStatuses statuses;
    private final StatusStreams streams;
    private final Followers followers;
    private final CurrentCaller caller;

    SpaceStatusResource(SpaceStatuses statuses, StatusStreams streams, Followers followers, CurrentCaller caller) {
        this.statuses = statuses;
        this.streams = streams;
        this.followers = followers;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "How busy the spaces are, by name",
            description = "People see the spaces that are enabled, administrators all.")
    public Page<SpaceStatus> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        boolean disabledToo = caller.get().isAdmin();
        var all = statuses.all().stream()
                .filter(status -> disabledToo || status.enabled())
                .toList();
        var items = all.stream().skip((long) page * size).limit(size).toList();
        return new Page<>(items, page, size, all.size());
    }

    @GET
    @Path("events")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "How busy the spaces are, by server-sent events",
            description =
                    "statuses at once, with all of them; then status for each that changes or is new, and gone for"
                            + " each that is deleted or, for people, disabled. Who comes back gets everything again. heartbeat comes"
                            + " when nothing else has for its interval_millis.")
    public Multi<OutboundSseEvent> follow(@Context Sse sse) {
        var who = caller.get();
        return followers.open(streams.ofAll(who), who, sse);
    }
}
