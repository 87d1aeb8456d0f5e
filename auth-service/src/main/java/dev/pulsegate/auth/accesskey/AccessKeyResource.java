package dev.pulsegate.auth.accesskey;

import java.net.URI;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.person.CurrentPerson;
import dev.pulsegate.auth.person.Person;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;

/** Access keys: their owner's, or for an administrator everybody's. */
@Path("/api/auth/keys")
@Tag(name = "Access keys")
@Produces(MediaType.APPLICATION_JSON)
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
public class AccessKeyResource {

    private final CurrentPerson current;
    private final AccessKeys keys;
    private final KeyRights rights;

    AccessKeyResource(CurrentPerson current, AccessKeys keys, KeyRights rights) {
        this.current = current;
        this.keys = keys;
        this.rights = rights;
    }

    @GET
    @Operation(summary = "Access keys, the newest first: mine, or for an administrator all")
    public Page<AccessKeyView> list(
            @RestQuery @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @RestQuery @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var found = keys(current.get(), page, size);
        return new Page<>(
                found.items().stream().map(AccessKeyView::of).toList(), found.page(), found.size(), found.total());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make an access key; the answer shows it this once",
            description = "For the workers of spaces that one operates, or a device of streams that one has made; an"
                    + " administrator for any.")
    public Response create(@NotNull @Valid NewAccessKey wanted, @Context HttpServerRequest request) {
        var person = current.get();
        rights.refusal(person, wanted).ifPresent(why -> {
            throw Problems.forbidden(why);
        });
        var created = keys.create(person.id(), wanted, Actors.of(person.account(), Client.of(request)))
                .orElseThrow(() -> Problems.conflict("You have as many access keys as you may. Revoke one first."));
        return Response.created(URI.create("/api/auth/keys/" + created.key().id()))
                .entity(AccessKeyView.of(created))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke an access key; sockets opened with it close within a second")
    public void revoke(@RestPath UUID id, @Context HttpServerRequest request) {
        var person = current.get();
        var by = Actors.of(person.account(), Client.of(request));
        if (!(person.isAdmin() ? keys.revoke(id, by) : keys.revokeOwn(id, by))) {
            throw Problems.notFound("There is no such access key.");
        }
    }

    private Page<AccessKey> keys(Person person, int page, int size) {
        return person.isAdmin() ? keys.page(page, size) : keys.pageOf(person.id(), page, size);
    }
}
