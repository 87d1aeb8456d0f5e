package dev.pulsegate.gateway.queue.accept;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

import org.jdbi.v3.core.Jdbi;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.queue.DatabaseAwayException;
import dev.pulsegate.gateway.queue.GroupCommit;
import dev.pulsegate.gateway.queue.Queries;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.task.Supervision;

/** Takes requests into the queue, and says what may still be taken in. Those that come at the same time share a commit. */
public final class RequestAcceptor implements AutoCloseable {

    private static final String USAGE = "select * from account_usage where account_id = :account and space_id = :space";

    private final GroupCommit<NewRequest, Acceptance> commits;
    private final Queries queries;

    /**
     * @param limits what is kept in memory at most
     * @param lengths how many wait already; hears of what is accepted by the listener
     * @param files where the files of requests are kept
     * @param listener is told of every request accepted
     * @param supervision whose thread does the work
     */
    public RequestAcceptor(
            DataSource dataSource,
            Jdbi jdbi,
            Limits limits,
            QueueLengths lengths,
            RequestFiles files,
            QueueListener listener,
            Supervision supervision) {
        var transaction = new AcceptTransaction(dataSource, lengths, files, Clock.systemUTC());
        this.commits = new GroupCommit<>(
                "request-accept",
                new GroupCommit.Bounds(GroupCommit.USUAL_BATCH, limits.bytes(), limits.patience()),
                transaction::run,
                listener,
                supervision);
        this.queries = new Queries(jdbi);
    }

    /**
     * What is kept in memory at most.
     *
     * @param bytes how much of submissions not yet committed
     * @param patience how long a submission may wait for the database
     */
    public record Limits(long bytes, Duration patience) {}

    /** Starts to work. */
    public void start() {
        commits.start();
    }

    /** Accepts a request, or says why not. Never blocks; what comes of it is committed. */
    public CompletableFuture<Acceptance> accept(NewRequest request) {
        return commits.submit(request, request.weight())
                .map(outcome -> outcome.exceptionally(RequestAcceptor::unavailable))
                .orElseGet(() -> CompletableFuture.completedFuture(new Acceptance.Unavailable()));
    }

    private static Acceptance unavailable(Throwable failure) {
        return switch (failure) {
            case DatabaseAwayException away -> new Acceptance.Unavailable();
            case RuntimeException unexpected -> throw unexpected;
            default -> throw new IllegalStateException(failure);
        };
    }

    /** What an account may still have of a space now; blocks. */
    public Allowance allowance(UUID accountId, Space space, Instant now) throws SQLException {
        var usage =
                queries.first(USAGE, by -> by.bind("account", accountId).bind("space", space.id()), UsageSql::usage);
        return usage.orElseGet(Usage::none).allowance(space.rules(), now);
    }

    /** Works off what was taken in, if the database is there, and ends. */
    @Override
    public void close() {
        commits.close();
    }
}
