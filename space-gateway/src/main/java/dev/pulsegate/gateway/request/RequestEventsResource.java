package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.util.UUID;
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

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

import dev.pulsegate.gateway.event.Followers;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.token.CurrentCaller;

/** Following a request: everything that has happened to it, then everything as it happens, to its end. */
@Path("/api/requests/{id}/events")
@Tag(name = "Requests")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class RequestEventsResource {

    private final RequestStreams streams;
    private final VisibleRequests visible;
    private final Followers followers;
    private final CurrentCaller caller;

    RequestEventsResource(RequestStreams streams, VisibleRequests visible, Followers followers, CurrentCaller caller) {
        this.streams = streams;
        this.visible = visible;
        this.followers = followers;
        this.caller = caller;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "Follow a request by server-sent events",
            description = "queued, processing, progress, chunk, then one of completed, failed, canceled and expired,"
                    + " after which the stream ends. Last-Event-ID goes on after an event; one that is yet to come"
                    + " means the latest. While the request waits, queued comes again, without an id, when its position"
                    + " changes. heartbeat comes when nothing else has for its interval_millis. A stream that is ended"
                    + " before the request is, as by a replica that stops, says in retry how soon to come back.")
    @APIResponse(responseCode = "200", description = "The events")
    @APIResponse(
            responseCode = "204",
            description = "The request is over and Last-Event-ID is its last event: there is nothing to come back for")
    public Multi<OutboundSseEvent> follow(
            @PathParam("id") UUID id,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("last_event_id") String lastEventIdParameter,
            @Context Sse sse)
            throws SQLException {
        var who = caller.get();
        var request = visible.find(id, who);
        var last = LastEventId.of(lastEventId == null ? lastEventIdParameter : lastEventId);
        if (last.isEndOf(request)) {
            throw new NothingMoreException();
        }
        return followers.open(streams.of(request, last), who, sse);
    }
}
