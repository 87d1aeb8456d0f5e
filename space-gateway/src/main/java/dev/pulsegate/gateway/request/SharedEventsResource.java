package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

import dev.pulsegate.gateway.event.EventStream;
import dev.pulsegate.gateway.event.EventStream.Content;
import dev.pulsegate.gateway.event.Followers;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.status.StatusStreams;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.json.Json;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.CurrentCaller;

/**
 * Following many things on one connection. A browser has six connections to a server over HTTP/1.1, for all its tabs
 * together; a stream for each request looked at would leave none to load a page with.
 */
@Path("/api/events")
@Tag(name = "Requests")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class SharedEventsResource {

    private final RequestStreams requests;
    private final StatusStreams statuses;
    private final VisibleRequests visible;
    private final SpaceDirectory spaces;
    private final Followers followers;
    private final CurrentCaller caller;

    SharedEventsResource(
            RequestStreams requests,
            StatusStreams statuses,
            VisibleRequests visible,
            SpaceDirectory spaces,
            Followers followers,
            CurrentCaller caller) {
        this.requests = requests;
        this.statuses = statuses;
        this.visible = visible;
        this.spaces = spaces;
        this.followers = followers;
        this.caller = caller;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "Follow several requests and spaces on one stream of server-sent events",
            description = "Each event but heartbeat is unnamed, and its data is {subject, event, seq, data}: what the"
                    + " stream of that request or space alone would send, seq being its id there. refused, with the"
                    + " status, comes in place of a subject that is not there or not the caller's; ended when nothing"
                    + " more will come of one. heartbeat comes at once and then whenever nothing else was sent"
                    + " for its interval_millis. To follow others, or to go on, ask again with the last seq of each.")
    public Multi<OutboundSseEvent> follow(
            @Parameter(
                            description = "requests/{id}, or requests/{id}@{seq} to go on after an event; spaces/{id};"
                                    + " spaces for all of them. From 1 to 32.")
                    @QueryParam("subject")
                    List<String> subjects,
            @Context Sse sse) {
        var who = caller.get();
        var contents = new LinkedHashMap<String, Content>();
        for (var subject : EventSubject.of(subjects)) {
            contents.put(subject.name(), stream -> send(subject, who, stream));
        }
        return followers.open(contents, who, sse);
    }

    /** Only when the part is sent it is looked who may follow what: that reads from the database. */
    private boolean send(EventSubject subject, Caller who, EventStream stream)
            throws SQLException, InterruptedException {
        try {
            return content(subject, who).sendTo(stream);
        } catch (HttpProblem refusal) {
            var status = Json.object().with("status", refusal.getStatusCode());
            stream.send("refused", status.toString());
            return false;
        }
    }

    private Content content(EventSubject subject, Caller who) throws SQLException {
        return switch (subject) {
            case EventSubject.OneRequest(var id, var last) -> requests.of(visible.find(id, who), last);
            case EventSubject.OneSpace(var id) ->
                spaces.find(id)
                        .map(space -> statuses.ofSpace(space.id()))
                        .orElseThrow(() -> Problems.notFound("There is no such space."));
            case EventSubject.AllSpaces() -> statuses.ofAll(who);
        };
    }
}
