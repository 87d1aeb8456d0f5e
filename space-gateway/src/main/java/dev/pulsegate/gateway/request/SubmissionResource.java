package dev.pulsegate.gateway.request;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.event.Watch;
import dev.pulsegate.gateway.queue.Acceptance;
import dev.pulsegate.gateway.queue.NewRequest;
import dev.pulsegate.gateway.request.Submissions.Outcome;
import dev.pulsegate.gateway.request.Submissions.Submitted;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.CurrentCaller;

/** Submitting requests. */
@Path("/api/spaces/{space}/requests")
@Tag(name = "Requests")
@RunOnVirtualThread
class SubmissionResource {

    private final Submissions submissions;
    private final SpaceDirectory spaces;
    private final RequestViews views;
    private final EventFeed feed;
    private final CurrentCaller caller;

    SubmissionResource(
            Submissions submissions, SpaceDirectory spaces, RequestViews views, EventFeed feed, CurrentCaller caller) {
        this.submissions = submissions;
        this.spaces = spaces;
        this.views = views;
        this.feed = feed;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.USER, Caller.ADMIN})
    @Operation(
            summary = "Submit a request",
            description = "Accepted means kept: 202 is answered after the commit. With Prefer: wait=30 the answer waits"
                    + " for the end for so long; with Idempotency-Key the same can be sent again safely.")
    public Response submit(
            @PathParam("space") UUID spaceId,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Prefer") String prefer,
            @NotNull @Valid Submission submission)
            throws SQLException, InterruptedException {
        var space = spaces.find(spaceId).orElseThrow(SubmissionResource::noSuchSpace);
        var wait = Preference.waitFor(prefer);
        var submitted = new Submitted(Uuid7.next(), space, caller.get(), submission, key(idempotencyKey));
        if (wait.isZero()) {
            return answer(submissions.submit(submitted));
        }
        try (var watch = feed.watchNew(submitted.id())) {
            return answer(submissions.submit(submitted), watch, wait);
        }
    }

    private static Optional<String> key(String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (!header.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problems.badRequest("An Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        return Optional.of(header);
    }

    private Response answer(Outcome outcome) throws SQLException {
        return switch (outcome) {
            case Outcome.Decided(var request, var acceptance) -> answer(request, acceptance);
            case Outcome.Invalid(var violations) -> throw SubmissionProblems.invalid(violations);
            case Outcome.Disabled _ -> throw Problems.conflict("This space is disabled.");
            case Outcome.NoWorker _ -> throw SubmissionProblems.noWorker();
        };
    }

    private Response answer(NewRequest request, Acceptance acceptance) throws SQLException {
        return switch (acceptance) {
            case Acceptance.Accepted(var id, var position) -> accepted(views.accepted(request, position));
            case Acceptance.Repeated(var id) -> accepted(views.stored(id).orElseThrow(SubmissionResource::noSuchSpace));
            case Acceptance.KeyReused _ -> throw SubmissionProblems.keyReused();
            case Acceptance.CoolingDown(var retryAfter) ->
                throw Problems.tooManyRequests("Your last request to this space was a moment ago.", retryAfter);
            case Acceptance.QuotaSpent(var quota, var retryAfter) ->
                throw Problems.tooManyRequests(
                        "You have had your " + quota + " requests to this space for today.", retryAfter);
            case Acceptance.QueueFull(var limit, var retryAfter) ->
                throw Problems.tooManyRequests("The queue is full: " + limit + " requests wait already.", retryAfter);
            case Acceptance.FilesUnusable(var why) -> throw Problems.badRequest(why);
            case Acceptance.NoSuchSpace _ -> throw noSuchSpace();
            case Acceptance.Unavailable _ -> throw SubmissionProblems.unavailable();
        };
    }

    private static Response accepted(RequestView view) {
        var location = URI.create("/api/requests/" + view.id());
        return view.status().isFinal()
                ? Response.ok(view).header("Content-Location", location).build()
                : Response.accepted(view).location(location).build();
    }

    private Response answer(Outcome outcome, Watch watch, Duration wait) throws SQLException, InterruptedException {
        if (!(outcome instanceof Outcome.Decided(var request, Acceptance.Accepted accepted))) {
            return answer(outcome);
        }
        var history = new History(request);
        for (var deadline = System.nanoTime() + wait.toNanos(); !history.isOver(); ) {
            var events = watch.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (events.isEmpty()) {
                break;
            }
            events.forEach(history::add);
        }
        var response = history.isOver()
                ? Response.ok(history.view()).header("Content-Location", "/api/requests/" + request.id())
                : Response.accepted(history.view()).location(URI.create("/api/requests/" + request.id()));
        return response.header("Preference-Applied", "wait=" + wait.toSeconds()).build();
    }

    private static RuntimeException noSuchSpace() {
        return Problems.notFound("There is no such space.");
    }
}
