package dev.pulsegate.auth.profile;

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
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.pulsegate.auth.account.AccountView;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.person.CurrentPerson;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;

/** My account, my password, my sessions. */
@Path("/api/auth")
@Tag(name = "Profile")
@Produces(MediaType.APPLICATION_JSON)
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
public class ProfileResource {

    private final CurrentPerson current;
    private final PasswordChange passwordChange;
    private final Sessions sessions;

    ProfileResource(CurrentPerson current, PasswordChange passwordChange, Sessions sessions) {
        this.current = current;
        this.passwordChange = passwordChange;
        this.sessions = sessions;
    }

    @GET
    @Path("/me")
    @Operation(summary = "My account")
    public AccountView me() {
        return AccountView.of(current.get().account());
    }

    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change my password; my other sessions end")
    public void changePassword(@NotNull @Valid PasswordChange.Request change, @Context HttpServerRequest request) {
        passwordChange.change(current.get(), change, Client.of(request));
    }

    @GET
    @Path("/sessions")
    @Operation(summary = "My sessions, the newest first")
    public Page<SessionView> sessions(
            @RestQuery @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @RestQuery @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var person = current.get();
        var found = sessions.page(person.id(), page, size);
        return new Page<>(
                found.items().stream()
                        .map(session -> SessionView.of(session, person.sessionId()))
                        .toList(),
                found.page(),
                found.size(),
                found.total());
    }

    @DELETE
    @Path("/sessions/{id}")
    @Operation(summary = "End one of my sessions; its sockets close within a second")
    public void endSession(@RestPath UUID id, @Context HttpServerRequest request) {
        if (!sessions.end(current.get().id(), id, AuditAction.SESSION_END, Client.of(request))) {
            throw Problems.notFound("You have no such session.");
        }
    }
}
