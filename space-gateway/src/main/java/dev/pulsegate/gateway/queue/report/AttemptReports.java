package dev.pulsegate.gateway.queue.report;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

import dev.pulsegate.gateway.queue.GroupCommit;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.platform.task.Supervision;

/** Takes what workers and those who watch over them say of attempts. Reports that come at the same time share a commit. */
public final class AttemptReports implements AutoCloseable {

    private final GroupCommit<Report, ReportOutcome> commits;

    /**
     * @param mostBytes how much of reports not yet committed is kept in memory
     * @param listener is told of every report taken
     * @param supervision whose thread does the work
     */
    public AttemptReports(DataSource dataSource, long mostBytes, QueueListener listener, Supervision supervision) {
        var transaction = new ReportTransaction(dataSource);
        this.commits = new GroupCommit<>(
                "request-report",
                new GroupCommit.Bounds(GroupCommit.USUAL_BATCH, mostBytes, null),
                transaction::run,
                listener,
                supervision);
    }

    /** Starts to work. */
    public void start() {
        commits.start();
    }

    /**
     * Takes a report about an attempt. Never blocks. Reports are committed in the order in which they come, as soon as the
     * database is there.
     *
     * @return what comes of it; empty if there is no room for it
     */
    public Optional<CompletableFuture<ReportOutcome>> report(Report report) {
        return commits.submit(report, report.weight());
    }

    /** Works off what was taken in, if the database is there, and ends. */
    @Override
    public void close() {
        commits.close();
    }
}
