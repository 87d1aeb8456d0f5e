package dev.pulsegate.gateway.submission;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.event.RequestWatch;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.request.History;
import dev.pulsegate.gateway.request.RequestView;
import dev.pulsegate.gateway.request.RequestViews;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.submission.Submission.Violation;
import dev.pulsegate.gateway.submission.Submissions.Outcome;
import dev.pulsegate.gateway.submission.Submissions.Submitted;
import dev.pulsegate.platform.connection.OpenConnection.Kind;
import dev.pulsegate.platform.connection.OpenConnections;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Submits what a route has read, and responds: at once, or at the request's end if the caller would wait. */
@ApplicationScoped
class SubmissionResponder {

    private static final int UNPROCESSABLE = 422;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Submissions submissions;
    private final SpaceDirectory spaces;
    private final RequestViews views;
    private final EventFeed feed;
    private final CurrentCaller caller;
    private final OpenConnections connections;

    SubmissionResponder(
            Submissions submissions,
            SpaceDirectory spaces,
            RequestViews views,
            EventFeed feed,
            CurrentCaller caller,
            OpenConnections connections) {
        this.submissions = submissions;
        this.spaces = spaces;
        this.views = views;
        this.feed = feed;
        this.caller = caller;
        this.connections = connections;
    }

    /**
     * How to respond.
     *
     * @param isNew whether there is a request now that was not there before
     */
    record Responded(Response response, boolean isNew) {}

    /** The space of an id; 404 if there is none. */
    Space space(UUID id) {
        return spaces.find(id).orElseThrow(SubmissionResponder::noSuchSpace);
    }

    /** Submits; throws a problem if it is not accepted. */
    Responded submit(Space space, String idempotencyKey, String prefer, Submission submission)
            throws SQLException, InterruptedException {
        var submitted = submitted(space, idempotencyKey, submission);
        var wait = PreferHeader.waitFor(prefer);
        if (wait.isZero()) {
            var outcome = submissions.submit(submitted);
            return new Responded(response(outcome), isNew(outcome));
        }
        try (var watch = feed.watchNew(submitted.id());
                var _ = connections.hold(Kind.LONG_POLL, submitted.caller(), watch::end)) {
            var outcome = submissions.submit(submitted);
            return new Responded(response(outcome, watch, wait), isNew(outcome));
        }
    }

    /** Whether the caller has submitted something to the space under the key, which may be null. */
    boolean isKnown(Space space, String idempotencyKey) throws SQLException {
        return idempotencyKey != null && submissions.isKnown(space, caller.get(), checked(idempotencyKey));
    }

    /**
     * Responds to what was submitted under a known key before, and is not kept again.
     *
     * @param contents the SHA-256 of the content of each of its files
     */
    Response repeat(Space space, String idempotencyKey, Submission submission, List<String> contents)
            throws SQLException {
        return response(submissions
                .repeated(submitted(space, idempotencyKey, submission), SubmissionHash.of(submission, contents))
                .orElseThrow(SubmissionResponder::unavailable));
    }

    private Submitted submitted(Space space, String idempotencyKey, Submission submission) {
        return new Submitted(Uuid7.next(), space, caller.get(), submission, checked(idempotencyKey), false);
    }

    private static String checked(String idempotencyKey) {
        if (idempotencyKey != null && !idempotencyKey.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problems.badRequest("An Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        return idempotencyKey;
    }

    private static boolean isNew(Outcome outcome) {
        return outcome instanceof Outcome.Decided decided && decided.acceptance() instanceof Acceptance.Accepted;
    }

    private Response response(Outcome outcome) throws SQLException {
        return switch (outcome) {
            case Outcome.Decided(var request, Acceptance.Accepted(var id, var position)) ->
                response(views.accepted(request, position)).build();
            case Outcome.Decided(var request, var acceptance) -> response(acceptance);
            case Outcome.Known(var acceptance) -> response(acceptance);
            case Outcome.Invalid(var violations) -> throw invalid(violations);
            case Outcome.Disabled _ -> throw Problems.conflict("This space is disabled.");
            case Outcome.NoWorker _ ->
                throw Problems.unavailable(
                        "No worker is connected to this space, and it does not queue requests for absent ones.",
                        RETRY_AFTER);
        };
    }

    private Response response(Acceptance acceptance) throws SQLException {
        return switch (acceptance) {
            case Acceptance.Accepted(var id, var position) -> stored(id);
            case Acceptance.Repeated(var id) -> stored(id);
            case Acceptance.KeyReused _ -> throw keyReused();
            case Acceptance.CoolingDown(var retryAfter) ->
                throw Problems.tooManyRequests("Your last request to this space was a moment ago.", retryAfter);
            case Acceptance.QuotaSpent(var quota, var retryAfter) ->
                throw Problems.tooManyRequests(
                        "You have had your " + quota + " requests to this space for today.", retryAfter);
            case Acceptance.QueueFull(var limit, var retryAfter) ->
                throw Problems.tooManyRequests("The queue is full: " + limit + " requests wait already.", retryAfter);
            case Acceptance.ShareFull(var share, var retryAfter) ->
                throw Problems.tooManyRequests(
                        share + " of your requests wait in this space, as many as one person's may.", retryAfter);
            case Acceptance.FilesUnusable(var why) -> throw Problems.badRequest(why);
            case Acceptance.NoSuchSpace _ -> throw noSuchSpace();
            case Acceptance.Unavailable _ -> throw unavailable();
        };
    }

    private Response stored(UUID id) throws SQLException {
        return response(views.stored(id).orElseThrow(SubmissionResponder::noSuchSpace))
                .build();
    }

    /** Waits for the end of what was accepted, and responds with what has come of it by then. */
    private Response response(Outcome outcome, RequestWatch watch, Duration wait)
            throws SQLException, InterruptedException {
        if (!(outcome instanceof Outcome.Decided(var request, Acceptance.Accepted accepted))) {
            return response(outcome);
        }
        var history = new History(request);
        for (var deadline = System.nanoTime() + wait.toNanos(); !history.isOver(); ) {
            var events = watch.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (events.isEmpty()) {
                break;
            }
            events.forEach(history::add);
        }
        return response(history.view())
                .header("Preference-Applied", "wait=" + wait.toSeconds())
                .build();
    }

    private static ResponseBuilder response(RequestView view) {
        var location = URI.create("/api/requests/" + view.id());
        return view.status().isFinal()
                ? Response.ok(view).header(HttpHeaders.CONTENT_LOCATION, location)
                : Response.accepted(view).location(location);
    }

    private static HttpProblem invalid(List<Violation> violations) {
        return HttpProblem.builder()
                .withStatus(Status.BAD_REQUEST)
                .withTitle("Bad Request")
                .withDetail("This space does not take the request as it is.")
                .with("violations", violations)
                .build();
    }

    private static HttpProblem keyReused() {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Unprocessable Content")
                .withDetail("Another request was submitted with this Idempotency-Key before.")
                .build();
    }

    private static HttpProblem noSuchSpace() {
        return Problems.notFound("There is no such space.");
    }

    private static HttpProblem unavailable() {
        return Problems.unavailable(
                "The request could not be kept in time. Send it again with the same Idempotency-Key.", RETRY_AFTER);
    }
}
