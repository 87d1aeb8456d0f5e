package dev.pulsegate.ecg.stream;

import java.net.URI;
import java.time.Duration;
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
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.stream.StreamCatalogue.Creation;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Streams, over REST. */
@Path("/api/ecg/streams")
@Tag(name = "ECG streams")
@RunOnVirtualThread
class StreamResource {

    private static final Duration FULL_RETRY = Duration.ofMinutes(1);

    private final StreamCatalogue catalogue;
    private final StreamViews views;
    private final LiveStreams live;
    private final HeartRates heartRates;
    private final CurrentCaller caller;

    StreamResource(
            StreamCatalogue catalogue,
            StreamViews views,
            LiveStreams live,
            HeartRates heartRates,
            CurrentCaller caller) {
        this.catalogue = catalogue;
        this.views = views;
        this.live = live;
        this.heartRates = heartRates;
        this.caller = caller;
    }

    @GET
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(summary = "The streams that can be watched")
    public Page<StreamView> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var streams = catalogue.page(page, size);
        return new Page<>(streams.items().stream().map(views::of).toList(), page, size, streams.total());
    }

    @POST
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(summary = "Make a stream: a synthetic ECG, or a recording at another sampling frequency")
    public Response create(@NotNull @Valid NewStream request) {
        return switch (catalogue.create(request, caller.get().accountId())) {
            case Creation.Created(var stream) ->
                Response.created(URI.create("/api/ecg/streams/" + stream.id()))
                        .entity(views.of(stream))
                        .build();
            case Creation.TooManyOfAccount(var limit) ->
                throw Problems.conflict("You may have no more than " + limit
                        + " streams at a time. Delete one that is no longer needed.");
            case Creation.Full(var limit) ->
                throw Problems.unavailable(
                        "There are " + limit + " streams, as many as there may be. Try again later.", FULL_RETRY);
        };
    }

    @GET
    @Path("{id: .+}")
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(summary = "One stream")
    public StreamView get(@PathParam("id") String id) {
        return views.of(find(id));
    }

    @PATCH
    @Path("{id: .+}")
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(
            summary = "Change the heart rate of a synthetic stream one has made, as it runs",
            description = "Its viewers see it from a beat about two seconds later on, whatever replica they watch on.")
    public StreamView change(@PathParam("id") String id, @NotNull @Valid StreamPatch patch) {
        requireOwn(find(id));
        var changed = catalogue.change(id, patch).orElseThrow(StreamResource::notFound);
        if (changed.spec() instanceof StreamSpec.Synthetic synthetic) {
            heartRates.apply(id, synthetic.heartRates());
        }
        return views.of(changed);
    }

    @DELETE
    @Path("{id: .+}")
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(summary = "End a stream one has made; its viewers' sockets close")
    public void delete(@PathParam("id") String id) {
        var stream = find(id);
        requireOwn(stream);
        catalogue.delete(stream);
        live.end(id);
    }

    private StreamDefinition find(String id) {
        return catalogue.find(id).orElseThrow(StreamResource::notFound);
    }

    private void requireOwn(StreamDefinition stream) {
        if (!(stream.origin() instanceof StreamDefinition.Made made)) {
            throw Problems.forbidden("This stream is built in: it stays.");
        }
        var asking = caller.get();
        if (!asking.isAdmin() && !asking.accountId().equals(made.accountId())) {
            throw Problems.forbidden("Only who made a stream, or an administrator, may change or end it.");
        }
    }

    private static HttpProblem notFound() {
        return Problems.notFound("There is no such stream.");
    }
}
