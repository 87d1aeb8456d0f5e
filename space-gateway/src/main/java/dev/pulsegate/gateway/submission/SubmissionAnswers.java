package dev.pulsegate.gateway.submission;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.event.Watch;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.request.History;
import dev.pulsegate.gateway.request.RequestView;
import dev.pulsegate.gateway.request.RequestViews;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.submission.Submissions.Outcome;
import dev.pulsegate.gateway.submission.Submissions.Submitted;
import dev.pulsegate.platform.connection.OpenConnection.Kind;
import dev.pulsegate.platform.connection.OpenConnections;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Submits what a route has read and makes the answer: at once, or at the request's end if the caller would wait. */
@ApplicationScoped
class SubmissionAnswers {

    private final Submissions submissions;
    private final SpaceDirectory spaces;
    private final RequestViews views;
    private final EventFeed feed;
    private final CurrentCaller caller;
    private final OpenConnections connections;

    SubmissionAnswers(
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
     * What to answer.
     *
     * @param response the answer
     * @param isNew whether there is a request now that was not there before
     */
    record Answer(Response response, boolean isNew) {}

    /** The space of an id; 404 if there is none. */
    Space space(UUID id) {
        return spaces.find(id).orElseThrow(SubmissionAnswers::noSuchSpace);
    }

    /** Submits; throws a problem if it is not accepted. */
    Answer submit(Space space, String idempotencyKey, String prefer, Submission submission)
            throws SQLException, InterruptedException {
        var wait = Preference.waitFor(prefer);
        var submitted = new Submitted(Uuid7.next(), space, caller.get(), submission, key(idempotencyKey), false);
        if (wait.isZero()) {
            var outcome = submissions.submit(submitted);
            return new Answer(answer(outcome), isNew(outcome));
        }
        try (var watch = feed.watchNew(submitted.id());
                var _ = connections.hold(Kind.LONG_POLL, submitted.caller(), watch::end)) {
            var outcome = submissions.submit(submitted);
            return new Answer(answer(outcome, watch, wait), isNew(outcome));
        }
    }

    /** Whether the caller has submitted something to the space under the key, which may be null. */
    boolean isKnown(Space space, String idempotencyKey) throws SQLException {
        var key = key(idempotencyKey);
        return key.isPresent() && submissions.isKnown(space, caller.get(), key.get());
    }

    /**
     * Answers what was submitted under a known key before, and is not kept again.
     *
     * @param contents the SHA-256 of the content of each of its files
     */
    Response repeat(Space space, String idempotencyKey, Submission submission, List<String> contents)
            throws SQLException {
        var submitted = new Submitted(Uuid7.next(), space, caller.get(), submission, key(idempotencyKey), false);
        return answer(
                submissions.repeated(submitted, Optional.of(contents)).orElseThrow(SubmissionProblems::unavailable));
    }

    private static boolean isNew(Outcome outcome) {
        return outcome instanceof Outcome.Decided decided && decided.acceptance() instanceof Acceptance.Accepted;
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
            case Outcome.Decided(var request, Acceptance.Accepted(var id, var position)) ->
                accepted(views.accepted(request, position));
            case Outcome.Decided(var request, var acceptance) -> answer(acceptance);
            case Outcome.Known(var acceptance) -> answer(acceptance);
            case Outcome.Invalid(var violations) -> throw SubmissionProblems.invalid(violations);
            case Outcome.Disabled _ -> throw Problems.conflict("This space is disabled.");
            case Outcome.NoWorker _ -> throw SubmissionProblems.noWorker();
        };
    }

    private Response answer(Acceptance acceptance) throws SQLException {
        return switch (acceptance) {
            case Acceptance.Accepted(var id, var position) -> stored(id);
            case Acceptance.Repeated(var id) -> stored(id);
            case Acceptance.KeyReused _ -> throw SubmissionProblems.keyReused();
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
            case Acceptance.Unavailable _ -> throw SubmissionProblems.unavailable();
        };
    }

    private Response stored(UUID id) throws SQLException {
        return accepted(views.stored(id).orElseThrow(SubmissionAnswers::noSuchSpace));
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
