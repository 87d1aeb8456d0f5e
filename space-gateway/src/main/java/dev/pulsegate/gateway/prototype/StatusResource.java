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
class StatusResource {

    private final Visitors visitors;
    private final OwnRequests requests;

    StatusResource(Visitors visitors, OwnRequests requests) {
        this.visitors = visitors;
        this.requests = requests;
    }

    @GET
    @Operation(summary = "Where a request of one's own stands")
    public Response status(@QueryParam("request_id") String requestId, @Context HttpServerRequest http)
            throws SQLException {
        var visitor = visitors.find(http);
        if (visitor.isEmpty()) {
            return JsonAnswers.of(Failure.of(Failure.NOT_SIGNED_IN, "Sign in first."));
        }
        if (requestId == null || requestId.isBlank()) {
            return JsonAnswers.of(Failure.of(Failure.BAD_REQUEST, "request_id is missing."));
        }
        var request = requests.find(requestId, visitor.get());
        return request.isEmpty()
                ? JsonAnswers.of(Failure.of(Failure.NOT_FOUND, "There is no such request."))
                : Response.ok(request.get(), MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
    }
}
