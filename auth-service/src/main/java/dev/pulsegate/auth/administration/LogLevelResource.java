package dev.pulsegate.auth.administration;

import java.time.Duration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.loglevel.LogLevelChanges;
import dev.pulsegate.auth.loglevel.SetLevel;
import dev.pulsegate.auth.person.CurrentPerson;
import dev.pulsegate.contracts.LogLevels;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.loglevel.LogCategories;
import dev.pulsegate.platform.loglevel.LogLevel;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;

/** What every replica of every service logs, changed for a while; for administrators. */
@Path("/api/auth/log-levels")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@CallableBy(CallerKind.ADMINISTRATOR)
@RunOnVirtualThread
public class LogLevelResource {

    private static final int DEFAULT_SECONDS = 900;

    private final CurrentPerson current;
    private final LogLevelChanges changes;
    private final LogCategories categories;

    LogLevelResource(CurrentPerson current, LogLevelChanges changes, LogCategories categories) {
        this.current = current;
        this.changes = changes;
        this.categories = categories;
    }

    /**
     * What a category is to be logged like.
     *
     * @param level the least that is logged
     * @param forSeconds after what time it is as configured again, to a day; 900 by default
     */
    record Wanted(
            @NotNull LogLevel level, @Min(1) @Max(86_400) Integer forSeconds) {

        Duration length() {
            return Duration.ofSeconds(forSeconds == null ? DEFAULT_SECONDS : forSeconds);
        }
    }

    @GET
    @Operation(summary = "The categories of the log whose level is not as configured")
    public Page<SetLevel> list() {
        current.admin();
        return page();
    }

    @PUT
    @Path("/{category}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set what is logged of a category, for a while",
            description =
                    "In every replica of every service, within seconds. A category is the name of a package or class;"
                            + " what is below it follows.")
    public Page<SetLevel> set(
            @RestPath String category, @NotNull @Valid Wanted wanted, @Context HttpServerRequest request) {
        var by = administrator(request);
        if (!categories.mayChange(category)) {
            throw Problems.badRequest("The category must be, or be below, one of "
                    + String.join(", ", categories.prefixes().stream().sorted().toList())
                    + "; the audit log cannot be changed.");
        }
        if (!changes.set(category, wanted.level(), wanted.length(), by)) {
            throw Problems.conflict("As many as " + LogLevels.MOST + " categories are changed. Reset one first.");
        }
        return page();
    }

    @DELETE
    @Path("/{category}")
    @Operation(summary = "Have a category logged as configured again")
    public void reset(@RestPath String category, @Context HttpServerRequest request) {
        if (!changes.reset(category, administrator(request))) {
            throw Problems.notFound("The category is logged as configured.");
        }
    }

    private Actor administrator(HttpServerRequest request) {
        return Actors.of(current.admin().account(), Client.of(request));
    }

    private Page<SetLevel> page() {
        var levels = changes.all();
        return new Page<>(levels, 0, LogLevels.MOST, levels.size());
    }
}
