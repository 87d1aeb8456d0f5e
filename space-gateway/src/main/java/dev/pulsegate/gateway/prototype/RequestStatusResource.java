package dev.pulsegate.gateway.prototype;

import java.sql.SQLException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;

/** Where a request stands, as the prototype's pages and scripts ask for it. */
@Path("/websockets/status")
@Tag(name = "Prototype")
@CallableBy({CallerKind.ANONYMOUS, CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@PrototypeRoute
@RunOnVirtualThread
class RequestStatusResource {

    private final Visitors visitors;
    private final OwnRequests requests;

    RequestStatusResource(Visitors visitors, OwnRequests requests) {
        this.visitors = visitors;
        this.requests = requests;
    }

    @GET
    @Operation(summary = "Where a request of one's own stands")
    public Response status(@QueryParam("request_id") String requestId, @Context HttpServerRequest http)
            throws SQLException {
        var visitor = visitors.of(http, http.path());
        if (!visitor.isSignedIn()) {
            return Failure.of(Failure.NOT_SIGNED_IN, "Sign in first.").asJson();
        }
        if (requestId == null || requestId.isBlank()) {
            return Failure.of(Failure.BAD_REQUEST, "request_id is missing.").asJson();
        }
        var request = requests.find(requestId, visitor.caller());
        return request.isEmpty()
                ? Failure.of(Failure.NOT_FOUND, "There is no such request.").asJson()
                : Response.ok(request.get(), MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
    }
}
