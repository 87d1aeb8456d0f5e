package dev.pulsegate.auth.administration;

import java.net.URI;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.pulsegate.auth.account.AccountView;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.person.CurrentPerson;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.input.OneLine;
import dev.pulsegate.platform.page.Page;

/** All accounts, for administrators. */
@Path("/api/auth/accounts")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@CallableBy(CallerKind.ADMINISTRATOR)
@RunOnVirtualThread
public class AccountResource {

    private final CurrentPerson current;
    private final Accounts accounts;
    private final AccountAdministration administration;

    AccountResource(CurrentPerson current, Accounts accounts, AccountAdministration administration) {
        this.current = current;
        this.accounts = accounts;
        this.administration = administration;
    }

    @GET
    @Operation(summary = "Accounts by name; with name only those with this in their name")
    public Page<AccountView> list(
            @RestQuery @DefaultValue("") @Size(max = 64) @OneLine String name,
            @RestQuery @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @RestQuery @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        current.admin();
        var found = accounts.page(name, page, size);
        return new Page<>(
                found.items().stream().map(AccountView::of).toList(), found.page(), found.size(), found.total());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One account")
    public AccountView get(@RestPath UUID id) {
        current.admin();
        return AccountView.of(administration.find(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an account for somebody")
    public Response create(@NotNull @Valid NewAccount wanted, @Context HttpServerRequest request) {
        var account = administration.create(wanted, Actors.of(current.admin().account(), Client.of(request)));
        return Response.created(URI.create("/api/auth/accounts/" + account.id()))
                .entity(AccountView.of(account))
                .build();
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change an account's roles or password, disable it or enable it")
    public AccountView change(
            @RestPath UUID id, @NotNull @Valid AccountPatch patch, @Context HttpServerRequest request) {
        var by = Actors.of(current.admin().account(), Client.of(request));
        return AccountView.of(administration.change(id, patch, by));
    }
}
