package dev.pulsegate.gateway.submission;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.accept.RequestAcceptor;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.submission.Submission.Violation;
import dev.pulsegate.gateway.trace.RequestSpans;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.storage.StorageState;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.trace.TraceParent;

/** Turns submissions into requests. Everything that can be wrong with one is found before anything is spent on it. */
@ApplicationScoped
public class Submissions {

    private final RequestAcceptor acceptor;
    private final RequestReader reader;
    private final Presence presence;
    private final SubmittedFiles files;
    private final ObjectMapper json;
    private final StorageState storage;
    private final SubmissionMeters meters;
    private final RequestSpans spans;
    private final Clock clock = Clock.systemUTC();

    Submissions(
            RequestAcceptor acceptor,
            RequestReader reader,
            Presence presence,
            SubmittedFiles files,
            ObjectMapper json,
            StorageState storage,
            SubmissionMeters meters,
            RequestSpans spans) {
        this.acceptor = acceptor;
        this.reader = reader;
        this.presence = presence;
        this.files = files;
        this.json = json;
        this.storage = storage;
        this.meters = meters;
        this.spans = spans;
    }

    /** What comes of a submission. */
    public sealed interface Outcome {

        /** The queue has decided. */
        record Decided(NewRequest request, Acceptance acceptance) implements Outcome {}

        /** Something was submitted under its key before, and that decides. */
        record Known(Acceptance acceptance) implements Outcome {}

        /** Something is wrong with it. */
        record Invalid(List<Violation> violations) implements Outcome {}

        /** The space is disabled. */
        record Disabled() implements Outcome {}

        /** No worker is connected, and the space does not queue for absent ones. */
        record NoWorker() implements Outcome {}
    }

    /**
     * A submission and who makes it.
     *
     * @param id the id the request will have
     * @param idempotencyKey the caller's own name for it, or null
     * @param onlyIfServed whether it is refused while no worker is connected, even where the space would queue it
     */
    public record Submitted(
            UUID id, Space space, Caller caller, Submission submission, String idempotencyKey, boolean onlyIfServed) {

        int mostPriority() {
            var rules = space.rules();
            return caller.isAdmin() ? rules.adminPriority() : rules.userPriority();
        }
    }

    /** What comes of looking at a submission. */
    private sealed interface Checked {

        /** It can be asked for. */
        record Fine(NewRequest request) implements Checked {}

        /** It cannot. */
        record Refused(Outcome why) implements Checked {}
    }

    /**
     * Submits; blocks until it is committed. What was accepted under the same key is answered as it was then, whatever has
     * changed since: the queue looks at the key first, and what does not come so far is asked about here.
     */
    public Outcome submit(Submitted submitted) throws SQLException {
        var span = spans.accepting(submitted.id(), submitted.space().id());
        try {
            var outcome =
                    switch (check(submitted, TraceParent.write(span.getSpanContext()))) {
                        case Checked.Fine(var request) ->
                            new Outcome.Decided(
                                    request, acceptor.accept(request).join());
                        case Checked.Refused(var why) -> before(submitted).orElse(why);
                    };
            span.setAttribute(RequestSpans.ACCEPTED, isAccepted(outcome));
            return meters.counted(submitted.space().id(), outcome);
        } finally {
            span.end();
        }
    }

    private static boolean isAccepted(Outcome outcome) {
        return outcome instanceof Outcome.Decided decided && decided.acceptance() instanceof Acceptance.Accepted;
    }

    private Checked check(Submitted submitted, String traceparent) {
        var space = submitted.space();
        var submission = submitted.submission();
        var kinds = SubmissionRules.inputs(submission);
        var digests = new ArrayList<String>();
        if (!submission.files().isEmpty()) {
            switch (files.look(submission.files(), submitted.caller(), space)) {
                case SubmittedFiles.Finding.Usable(var brought, var contents) -> {
                    kinds.addAll(brought);
                    digests.addAll(contents);
                }
                case SubmittedFiles.Finding.Unusable(var why) -> {
                    return new Checked.Refused(new Outcome.Invalid(List.of(new Violation("files", why))));
                }
            }
        }
        var parameters =
                submission.parameters() == null ? "" : submission.parameters().toString();
        var violations = SubmissionRules.violations(submission, space, submitted.mostPriority(), kinds, parameters);
        if (!violations.isEmpty()) {
            return new Checked.Refused(new Outcome.Invalid(violations));
        }
        if (!space.enabled()) {
            return new Checked.Refused(new Outcome.Disabled());
        }
        boolean needsWorker = submitted.onlyIfServed() || !space.rules().queueWithoutWorkers();
        if (needsWorker && !isServed(space.id())) {
            return new Checked.Refused(new Outcome.NoWorker());
        }
        if (storage.full().isPresent()) {
            meters.diskFull(space.id());
            throw Problems.diskFull();
        }
        return new Checked.Fine(request(submitted, kinds, digests, traceparent));
    }

    /** Whether a caller has submitted something to a space under a key; blocks. */
    boolean isKnown(Space space, Caller caller, String key) throws SQLException {
        return reader.keyed(caller.accountId(), space.id(), key).isPresent();
    }

    private Optional<Outcome> before(Submitted submitted) throws SQLException {
        if (submitted.idempotencyKey() == null) {
            return Optional.empty();
        }
        var submission = submitted.submission();
        var hash = files.contents(submission.files(), submitted.caller())
                .map(contents -> SubmissionHash.of(submission, contents))
                .orElseGet(() -> SubmissionHash.withoutFiles(submission));
        return before(submitted, hash);
    }

    /**
     * What comes of a submission that has a key; blocks.
     *
     * @param hash the submission's
     * @return empty if the key was not used before
     */
    Optional<Outcome> repeated(Submitted submitted, SubmissionHash hash) throws SQLException {
        return before(submitted, hash)
                .map(outcome -> meters.counted(submitted.space().id(), outcome));
    }

    private Optional<Outcome> before(Submitted submitted, SubmissionHash hash) throws SQLException {
        return reader.keyed(submitted.caller().accountId(), submitted.space().id(), submitted.idempotencyKey())
                .map(earlier -> new Outcome.Known(
                        hash.isOf(earlier.bodyHash())
                                ? new Acceptance.Repeated(earlier.id())
                                : new Acceptance.KeyReused()));
    }

    /** A worker may have connected to another replica just now. */
    private boolean isServed(UUID spaceId) {
        if (presence.workers(spaceId).connected() == 0) {
            presence.lookElsewhere();
        }
        return presence.workers(spaceId).connected() > 0;
    }

    private NewRequest request(Submitted submitted, Set<InputKind> kinds, List<String> digests, String traceparent) {
        var submission = submitted.submission();
        return new NewRequest(
                submitted.id(),
                submitted.space(),
                submitted.caller().accountId(),
                submitted.caller().name(),
                submission.priority() == null ? submitted.mostPriority() : submission.priority(),
                InputKind.mask(kinds),
                payload(submission),
                submission.files(),
                idempotency(submitted, digests),
                webhook(submission.webhook()),
                traceparent);
    }

    private static NewRequest.Idempotency idempotency(Submitted submitted, List<String> digests) {
        var key = submitted.idempotencyKey();
        return key == null
                ? null
                : SubmissionHash.of(submitted.submission(), digests).under(key);
    }

    private static NewRequest.Webhook webhook(Submission.Hook asked) {
        return asked == null ? null : new NewRequest.Webhook(asked.url(), asked.secret());
    }

    private String payload(Submission submission) {
        var payload = json.createObjectNode();
        if (submission.prompt() != null) {
            payload.put("prompt", submission.prompt());
        }
        if (submission.audioUrl() != null) {
            payload.put("audio_url", submission.audioUrl());
        }
        if (submission.parameters() != null) {
            payload.set("parameters", submission.parameters());
        }
        return payload.put("timestamp", clock.instant().toString()).toString();
    }
}
