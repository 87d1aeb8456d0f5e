package dev.pulsegate.gateway.prototype;

import java.sql.SQLException;
import java.util.Optional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;

/** A space's page. */
@Path("/ai_project/{id}")
@Tag(name = "Prototype")
@CallableBy({CallerKind.ANONYMOUS, CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@PrototypeRoute
@RunOnVirtualThread
class SpacePageResource {

    private final PrototypeConfig config;
    private final Visitors visitors;
    private final SpaceStates states;
    private final OwnRequests requests;
    private final Pages pages;

    SpacePageResource(
            PrototypeConfig config, Visitors visitors, SpaceStates states, OwnRequests requests, Pages pages) {
        this.config = config;
        this.visitors = visitors;
        this.states = states;
        this.requests = requests;
        this.pages = pages;
    }

    @GET
    @Operation(summary = "A space's page: its name, whether an app is connected, how many requests wait, and a form")
    public Response page(
            @PathParam("id") String id, @QueryParam("request_id") String requestId, @Context HttpServerRequest http)
            throws SQLException {
        var visitor = visitors.of(http, http.path());
        if (!visitor.isSignedIn() && !config.publicPages()) {
            return Pages.signIn(visitor);
        }
        var space = states.find(id);
        if (space.isEmpty()) {
            var failure = Failure.of(Failure.NOT_FOUND, "There is no such space.");
            return pages.failure(failure, new Visitor(visitor.caller(), "/"));
        }
        var request = request(requestId, visitor);
        return pages.show(new PageData.OneSpace(visitor, states.of(space.get()), request.orElse(null)));
    }

    private Optional<RequestStatus> request(String id, Visitor visitor) throws SQLException {
        return id == null || !visitor.isSignedIn() ? Optional.empty() : requests.find(id, visitor.caller());
    }
}
