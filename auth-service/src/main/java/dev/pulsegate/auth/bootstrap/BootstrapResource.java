package dev.pulsegate.auth.bootstrap;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.throttle.SignInThrottle;
import dev.pulsegate.platform.caller.CallableByAnyone;

/** Makes the first administrator with the one-time token from the log. */
@Path("/api/auth/bootstrap")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@CallableByAnyone
@RunOnVirtualThread
public class BootstrapResource {

    private final FirstAdministrator first;
    private final SignInThrottle throttle;

    BootstrapResource(FirstAdministrator first, SignInThrottle throttle) {
        this.first = first;
        this.throttle = throttle;
    }

    /**
     * What is asked for.
     *
     * @param token the token from the log
     * @param name the account's name
     * @param password the account's password
     */
    record Request(
            @NotNull @Size(max = 256) String token,
            @NotNull @Size(max = 256) String name,
            @NotNull @Size(max = 512) String password) {

        /** Gives nothing of the token and password away. */
        @Override
        public String toString() {
            return "Request[" + name + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make the first administrator with the one-time token from the log; sign in afterwards")
    public Response create(@NotNull @Valid Request wanted, @Context HttpServerRequest request) {
        var client = Client.of(request);
        var attempt = throttle.attempt(client);
        first.create(wanted.token(), wanted.name(), wanted.password(), client);
        attempt.succeeded();
        return Response.status(Status.CREATED).build();
    }
}
