package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.queue.accept.AcceptTransaction;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.queue.claim.Adopting;
import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.claim.ClaimRequest;
import dev.pulsegate.gateway.queue.claim.ClaimStatement;
import dev.pulsegate.gateway.queue.read.QueueLengths;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.queue.report.ReportTransaction;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.task.Supervision;

/**
 * The durable queue: everything that can be done to requests. What comes in by the thousand is committed in groups; what
 * an answer says has been committed.
 */
public final class RequestQueue implements AutoCloseable {

    private static final int MAX_BATCH = 256;

    private final QueueLengths lengths = new QueueLengths();
    private final Batcher<NewRequest, Acceptance> accepting;
    private final Batcher<Report, ReportOutcome> reporting;
    private final ClaimStatement claiming;
    private final BulkTransition transitions;
    private final Adopting adopting;
    private final RequestReader reader;
    private final Pruning pruning;

    /**
     * @param dataSource the gateway's database
     * @param limits what is kept in memory at most
     * @param files where the files of requests are kept
     * @param listener is told of every change made here
     * @param supervision whose threads do the work
     */
    public RequestQueue(
            DataSource dataSource, Limits limits, RequestFiles files, QueueListener listener, Supervision supervision) {
        QueueListener counted = changes -> {
            if (!changes.isEmpty()) {
                lengths.changed(changes);
                supervision.guard("queue listener", () -> listener.changed(changes));
            }
        };
        var accept = new AcceptTransaction(dataSource, lengths, files, Clock.systemUTC());
        var report = new ReportTransaction(dataSource);
        this.accepting = new Batcher<>(
                "request-accept",
                new Batcher.Bounds(MAX_BATCH, limits.acceptBytes(), Optional.of(limits.acceptPatience())),
                accept::run,
                counted,
                supervision);
        this.reporting = new Batcher<>(
                "request-report",
                new Batcher.Bounds(MAX_BATCH, limits.reportBytes(), Optional.empty()),
                report::run,
                counted,
                supervision);
        this.claiming = new ClaimStatement(dataSource, counted);
        this.transitions = new BulkTransition(dataSource, counted);
        this.adopting = new Adopting(dataSource);
        this.reader = new RequestReader(dataSource);
        this.pruning = new Pruning(dataSource, files);
    }

    /**
     * What is kept in memory at most.
     *
     * @param acceptBytes how much of submissions not yet committed
     * @param acceptPatience how long a submission may wait for the database
     * @param reportBytes how much of reports not yet committed
     */
    public record Limits(long acceptBytes, Duration acceptPatience, long reportBytes) {}

    /** Starts to work. */
    public void start() {
        accepting.start();
        reporting.start();
    }

    /** Reads what is in the queue. */
    public RequestReader reader() {
        return reader;
    }

    /** How many requests wait in a space, about. Never blocks. */
    public long length(UUID spaceId) {
        return lengths.of(spaceId);
    }

    /** How many requests of an account wait in a space, about. Never blocks. */
    public long length(UUID spaceId, UUID accountId) {
        return lengths.of(spaceId, accountId);
    }

    /** Accepts a request, or says why not. Never blocks; what comes of it is committed. */
    public CompletableFuture<Acceptance> accept(NewRequest request) {
        return accepting
                .submit(request, request.weight())
                .map(outcome -> outcome.exceptionally(RequestQueue::unavailable))
                .orElseGet(() -> CompletableFuture.completedFuture(new Acceptance.Unavailable()));
    }

    private static Acceptance unavailable(Throwable failure) {
        return switch (failure) {
            case DatabaseAwayException away -> new Acceptance.Unavailable();
            case RuntimeException unexpected -> throw unexpected;
            default -> throw new IllegalStateException(failure);
        };
    }

    /**
     * Takes a report about an attempt. Never blocks. Reports are committed in the order in which they come, as soon as the
     * database is there.
     *
     * @return what comes of it; empty if there is no room for it
     */
    public Optional<CompletableFuture<ReportOutcome>> report(Report report) {
        return reporting.submit(report, report.weight());
    }

    /**
     * Takes the first requests of a space's queue for workers of this process; blocks.
     *
     * @param wanted which, and how many
     */
    public List<Claim> claim(ClaimRequest wanted) throws SQLException {
        return claiming.claim(wanted);
    }

    /**
     * Cancels a request; blocks.
     *
     * @param failure what its owner is told: a JSON object
     * @return what changed; empty if it had come to its end before, or is not there
     */
    public Optional<Change> cancel(UUID requestId, String failure) throws SQLException {
        return transitions.apply(Transition.CANCEL, new RequestCondition("r.id = ?", requestId), failure).stream()
                .findFirst();
    }

    /**
     * Takes a request from its worker and puts it back into the queue, in its old place; blocks.
     *
     * @param reason why, in words
     * @return what changed; empty if no worker has it
     */
    public Optional<Change> requeue(UUID requestId, String reason) throws SQLException {
        return transitions
                .apply(Transition.REQUEUE, new RequestCondition("r.id = ?", requestId), Failures.reason(reason))
                .stream()
                .findFirst();
    }

    /** Cancels all of a space's requests that have not come to their end; blocks. Returns how many. */
    public int cancelAll(UUID spaceId, String failure) throws SQLException {
        return transitions.applyToAll(Transition.CANCEL, openOf(spaceId), failure);
    }

    private static RequestCondition openOf(UUID spaceId) {
        return new RequestCondition("r.space_id = ?", spaceId);
    }

    /** Cancels what waits in spaces that are gone; blocks. */
    public int cancelOrphans(String failure) throws SQLException {
        var inSpacesGone = new RequestCondition(
                "r.status = 'queued' and not exists (select from space s where s.id = r.space_id)");
        return transitions.applyToAll(Transition.CANCEL, inSpacesGone, failure);
    }

    /** Lets expire what has waited in a space for longer than it may; blocks. */
    public int expireWaiting(Space space) throws SQLException {
        var rules = space.rules();
        // A rank lies behind the time of acceptance by what the lowest priority costs at most, so only the beginning of
        // the
        // queue has to be looked at.
        var tooOld = new RequestCondition(
                "r.space_id = ? and r.status = 'queued' and r.accepted_at < now() - ? * interval '1 second'"
                        + " and r.rank < (extract(epoch from now()) * 1000000)::bigint - ?",
                space.id(),
                rules.maxWait().toSeconds(),
                rules.maxWait().toNanos() / 1000 + rules.headStartMicros(NewRequest.LOWEST_PRIORITY));
        return transitions.applyToAll(Transition.EXPIRE, tooOld, Failures.WAITED_TOO_LONG);
    }

    /**
     * Takes attempts over from the gateway processes that had them, for a worker that is back and names them; blocks. What
     * the other process says of them from then on is void.
     *
     * @param replica the process the worker is connected to now
     * @param attempts what it names
     * @param spaces the spaces it serves; it gets attempts of others no more
     * @return those that hold their requests
     */
    public List<Adopted> adopt(UUID replica, Collection<Attempt> attempts, Collection<UUID> spaces)
            throws SQLException {
        return adopting.adopt(replica, attempts, spaces);
    }

    /** Puts back what the workers of a gateway process had that has stopped; it costs no attempt. Blocks. */
    public int takeBack(UUID replica) throws SQLException {
        return transitions.undoAll(
                new RequestCondition("r.replica = ? and r.status = 'processing'", replica),
                Failures.reason("the gateway the worker was connected to has stopped"));
    }

    /** Puts back what the workers of a dead gateway process had; what has had its attempts fails. Blocks. */
    public int takeOver(UUID replica) throws SQLException {
        var reason = "the gateway the worker was connected to is gone";
        var limit = "(select s.attempt_limit from space s where s.id = r.space_id)";
        int failed = transitions.applyToAll(
                Transition.FAIL,
                new RequestCondition("r.replica = ? and r.status = 'processing' and r.attempt >= " + limit, replica),
                Failures.of("attempts_exhausted", "Handed over as often as it may be; the last time " + reason + "."));
        return failed
                + transitions.applyToAll(
                        Transition.REQUEUE,
                        new RequestCondition("r.replica = ? and r.status = 'processing'", replica),
                        Failures.reason(reason));
    }

    /**
     * Deletes finished requests, and all that belongs to them, in one transaction; blocks.
     *
     * @param acceptedBefore only those accepted before
     * @param count how many at most
     * @return how many there were; fewer than asked for mean that there are no more
     */
    public int prune(Instant acceptedBefore, int count) throws SQLException {
        return pruning.prune(acceptedBefore, count);
    }

    /**
     * Lets go of the files of requests that failed, expired or were canceled, in one transaction; blocks.
     *
     * @param finishedBefore only of those that came to their end before
     * @param count of how many requests at most
     * @return of how many there were; fewer than asked for mean that there are no more
     */
    public int releaseFiles(Instant finishedBefore, int count) throws SQLException {
        return pruning.releaseFiles(finishedBefore, count);
    }

    /** Counts the queues anew, for what other replicas do; blocks. */
    public void recount() throws SQLException {
        var before = lengths.believed();
        lengths.correct(before, reader.queueLengths());
    }

    /** Works off what was taken in, if the database is there, and ends. */
    @Override
    public void close() {
        accepting.close();
        reporting.close();
    }
}
