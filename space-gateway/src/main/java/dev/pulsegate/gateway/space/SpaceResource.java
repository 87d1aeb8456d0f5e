package dev.pulsegate.gateway.space;

import java.net.URI;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.space.Spaces.Outcome;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Spaces, over REST. */
@Path("/api/spaces")
@Tag(name = "Spaces")
@RunOnVirtualThread
class SpaceResource {

    private final Spaces spaces;
    private final SpaceDirectory directory;
    private final OpenRequests openRequests;
    private final CurrentCaller caller;

    SpaceResource(Spaces spaces, SpaceDirectory directory, OpenRequests openRequests, CurrentCaller caller) {
        this.spaces = spaces;
        this.directory = directory;
        this.openRequests = openRequests;
        this.caller = caller;
    }

    /**
     * What came of deleting a space.
     *
     * @param id the space that is gone
     * @param canceledRequests how many of its requests had not finished, and were canceled
     */
    public record Deleted(UUID id, int canceledRequests) {}

    @GET
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(summary = "The spaces, by name")
    public Page<SpaceView> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var found = spaces.page(page, size);
        return new Page<>(found.items().stream().map(this::shown).toList(), page, size, found.total());
    }

    @POST
    @CallableBy(CallerKind.ADMINISTRATOR)
    @Operation(summary = "Make a space")
    public Response create(@NotNull @Valid SpaceFields fields, @Context HttpServerRequest request) {
        if (fields.name() == null) {
            throw Problems.badRequest("A space needs a name.");
        }
        var space = done(spaces.create(fields, Actor.of(caller.get(), request)));
        return Response.created(URI.create("/api/spaces/" + space.id()))
                .entity(shown(space))
                .build();
    }

    @GET
    @Path("{id}")
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(summary = "One space")
    public SpaceView get(@PathParam("id") UUID id) {
        return shown(spaces.find(id).orElseThrow(SpaceResource::notFound));
    }

    @PATCH
    @Path("{id}")
    @CallableBy(CallerKind.ADMINISTRATOR)
    @Operation(summary = "Change a space; what is left out stays as it is")
    public SpaceView change(
            @PathParam("id") UUID id, @NotNull @Valid SpaceFields fields, @Context HttpServerRequest request) {
        return shown(done(spaces.change(id, fields, Actor.of(caller.get(), request))));
    }

    @DELETE
    @Path("{id}")
    @CallableBy(CallerKind.ADMINISTRATOR)
    @Operation(summary = "Delete a space; its open requests are canceled, and the answer says how many")
    public Deleted delete(@PathParam("id") UUID id, @Context HttpServerRequest request) {
        var space = spaces.find(id).orElseThrow(SpaceResource::notFound);
        // First, so that whoever looks for requests whose space is gone finds none of these and the count is whole.
        int canceled = openRequests.cancelAll(space);
        if (!spaces.delete(id, Actor.of(caller.get(), request))) {
            throw notFound();
        }
        directory.refresh();
        int acceptedMeanwhile = openRequests.cancelAll(space);
        return new Deleted(id, canceled + acceptedMeanwhile);
    }

    private SpaceView shown(Space space) {
        return SpaceView.of(space, caller.get());
    }

    private Space done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var space) -> {
                directory.refresh();
                yield space;
            }
            case Outcome.NameTaken(var name) ->
                throw Problems.conflict("There is a space called \"" + name
                        + "\" already; names that differ in case only are taken for the same.");
            case Outcome.NotFound() -> throw notFound();
        };
    }

    private static HttpProblem notFound() {
        return Problems.notFound("There is no such space.");
    }
}
