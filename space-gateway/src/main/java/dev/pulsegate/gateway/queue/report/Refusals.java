package dev.pulsegate.gateway.queue.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;

/** Why a report was not taken: what the request's row says of the attempt now. */
final class Refusals {

    private static final String LOOK = """
            select status, attempt, lease, chunks, coalesce(result, failure)::text = ? as same_end
            from request where id = ?
            """;

    private Refusals() {}

    static ReportOutcome explain(Connection connection, Report report) throws SQLException {
        try (var select = connection.prepareStatement(LOOK)) {
            select.setString(1, end(report));
            select.setObject(2, report.attempt().requestId());
            try (var rows = select.executeQuery()) {
                return rows.next() ? explain(report, rows) : ReportOutcome.UNKNOWN_REQUEST;
            }
        }
    }

    /** What a report ends its request with, as it is stored; or null. */
    private static String end(Report report) {
        return switch (report) {
            case Report.Completed completed -> completed.result();
            case Report.Failed failed -> failed.failure();
            case Report.Progress _, Report.Chunk _, Report.GivenBack _, Report.Expired _ -> null;
        };
    }

    private static ReportOutcome explain(Report report, ResultSet row) throws SQLException {
        var attempt = report.attempt();
        var state = Sql.state(row, "status");
        if (attempt.number() != row.getInt("attempt") || !attempt.lease().equals(Sql.uuid(row, "lease"))) {
            return ReportOutcome.STALE;
        }
        return switch (report) {
            case Report.Chunk chunk ->
                chunk.chunk() < row.getInt("chunks") ? ReportOutcome.TAKEN_BEFORE : orderOf(state);
            case Report.Completed completed -> endedBy(state == RequestState.COMPLETED, row);
            case Report.Failed failed -> endedBy(state == RequestState.FAILED, row);
            case Report.Expired expired -> takenBeforeIf(state == RequestState.EXPIRED);
            case Report.Progress progress -> ReportOutcome.STALE;
            case Report.GivenBack givenBack -> ReportOutcome.STALE;
        };
    }

    private static ReportOutcome orderOf(RequestState state) {
        return state == RequestState.PROCESSING ? ReportOutcome.OUT_OF_ORDER : ReportOutcome.STALE;
    }

    /** The same end once more is taken as before; another one would be a second end. */
    private static ReportOutcome endedBy(boolean sameState, ResultSet row) throws SQLException {
        return sameState && !row.getBoolean("same_end") ? ReportOutcome.ENDED_OTHERWISE : takenBeforeIf(sameState);
    }

    private static ReportOutcome takenBeforeIf(boolean same) {
        return same ? ReportOutcome.TAKEN_BEFORE : ReportOutcome.STALE;
    }
}
