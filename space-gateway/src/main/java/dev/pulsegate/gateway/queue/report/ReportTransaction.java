package dev.pulsegate.gateway.queue.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.GroupCommit;
import dev.pulsegate.gateway.queue.Sql;

/**
 * Takes a batch of reports in one transaction. Reports about the same attempt go together; where such an update is
 * refused, its reports are looked at one by one, so that each gets its own answer.
 */
final class ReportTransaction {

    private final DataSource dataSource;

    ReportTransaction(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** See {@link GroupCommit.Transaction#run}. Trying again is safe: what was committed is found to be there. */
    GroupCommit.Committed<ReportOutcome> run(List<Report> batch, boolean again) throws SQLException {
        var outcomes = new IdentityHashMap<Report, ReportOutcome>();
        var changes = Sql.inTransaction(dataSource, connection -> take(connection, batch, outcomes));
        return new GroupCommit.Committed<>(batch.stream().map(outcomes::get).toList(), changes);
    }

    private static List<Change> take(Connection connection, List<Report> batch, Map<Report, ReportOutcome> outcomes)
            throws SQLException {
        outcomes.clear();
        var sql = new ReportSql(connection);
        var taken = new ArrayList<>(sql.apply(firstUpdates(batch)));
        taken.forEach(each -> settle(each, outcomes));
        for (var report : batch) {
            if (!outcomes.containsKey(report)) {
                var alone = sql.apply(List.of(AttemptUpdate.of(report)));
                alone.forEach(each -> settle(each, outcomes));
                taken.addAll(alone);
                if (alone.isEmpty()) {
                    outcomes.put(report, Refusals.explain(connection, report));
                }
            }
        }
        sql.insertEvents(taken);
        sql.wakeWebhooks(taken);
        return taken.stream().map(ReportSql.Applied::change).toList();
    }

    private static void settle(ReportSql.Applied applied, Map<Report, ReportOutcome> outcomes) {
        applied.update().reports().forEach(report -> outcomes.put(report, ReportOutcome.TAKEN));
    }

    /** For each attempt, as many of its reports as go together. */
    private static List<AttemptUpdate> firstUpdates(List<Report> batch) {
        var updates = new LinkedHashMap<Attempt, AttemptUpdate>();
        var ended = new HashMap<Attempt, Boolean>();
        for (var report : batch) {
            var attempt = report.attempt();
            if (ended.containsKey(attempt)) {
                continue;
            }
            var next = AttemptUpdate.of(report);
            var before = updates.putIfAbsent(attempt, next);
            if (before != null) {
                before.and(next).ifPresentOrElse(both -> updates.put(attempt, both), () -> ended.put(attempt, true));
            }
        }
        return List.copyOf(updates.values());
    }
}
