package dev.pulsegate.auth.administration;

import java.time.Duration;
import java.time.Instant;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.person.CurrentPerson;
import dev.pulsegate.auth.signingkey.KeyState;
import dev.pulsegate.auth.signingkey.SigningKey;
import dev.pulsegate.auth.signingkey.SigningKeys;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;

/** The keys access tokens are signed with, for administrators. */
@Path("/api/auth/signing-keys")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@CallableBy(CallerKind.ADMINISTRATOR)
@RunOnVirtualThread
public class SigningKeyResource {

    private final CurrentPerson current;
    private final SigningKeys keys;

    SigningKeyResource(CurrentPerson current, SigningKeys keys) {
        this.current = current;
        this.keys = keys;
    }

    /**
     * A signing key as it is shown.
     *
     * @param state where it is in its life
     * @param publishedAt since when it has been published
     * @param activatedAt since when it has signed, or null
     * @param retiredAt since when it has not signed any more, or null
     */
    record View(String kid, KeyState state, Instant publishedAt, Instant activatedAt, Instant retiredAt) {

        static View of(SigningKey key) {
            return new View(key.kid(), key.state(), key.publishedAt(), key.activatedAt(), key.retiredAt());
        }
    }

    @GET
    @Operation(summary = "The signing keys: one active, one pending, and those retired of late")
    public Page<View> list() {
        current.admin();
        return page();
    }

    @POST
    @Path("/rotate")
    @Operation(
            summary = "Let the next key sign from now on",
            description = "409 with Retry-After while the next key may not be known everywhere yet.")
    public Page<View> rotate(@Context HttpServerRequest request) {
        var by = Actors.of(current.admin().account(), Client.of(request));
        keys.rotate(by).ifPresent(wait -> {
            throw tooEarly(wait);
        });
        return page();
    }

    private Page<View> page() {
        var views = keys.all().stream().map(View::of).toList();
        return new Page<>(views, 0, views.size(), views.size());
    }

    private static HttpProblem tooEarly(Duration wait) {
        return HttpProblem.builder()
                .withStatus(Status.CONFLICT)
                .withTitle(Status.CONFLICT.getReasonPhrase())
                .withDetail("The next key was published only lately; tokens it signed might be refused elsewhere.")
                .withHeader(HttpHeaders.RETRY_AFTER, wait.plusMillis(999).toSeconds())
                .build();
    }
}
