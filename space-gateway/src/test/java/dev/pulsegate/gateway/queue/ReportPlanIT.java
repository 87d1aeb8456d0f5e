package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportSql;

import static org.assertj.core.api.Assertions.assertThat;

/** How PostgreSQL finds the requests that reports are about. */
class ReportPlanIT extends QueueTestBase {

    /**
     * Few requests run at any time, so the index of running ones looks like the cheapest way to find one. While an old
     * transaction is open it is the dearest: every request that ever ran leaves an entry that nobody may remove.
     */
    @Test
    void requestsAreFoundByTheirIdsHoweverFewAreRunning() throws SQLException {
        var space = test.space();
        for (int i = 0; i < 300; i++) {
            test.accepted(space);
        }
        for (var claim : test.claim(space, 300)) {
            test.report(new Report.Completed(claim.attempt(), "{}"));
        }
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze request");
            assertThat(planOfReport(connection)).contains("request_pkey").doesNotContain("request_running");
        }
    }

    private static String planOfReport(Connection connection) throws SQLException {
        try (var explain = connection.prepareStatement("explain " + ReportSql.APPLY)) {
            for (int id : List.of(1, 2, 4)) {
                explain.setArray(id, Sql.uuids(connection, List.of(UUID.randomUUID())));
            }
            for (int number : List.of(3, 5, 6, 7, 9)) {
                explain.setArray(number, Sql.ints(connection, List.of(0)));
            }
            for (int text : List.of(8, 10, 11)) {
                explain.setArray(text, Sql.texts(connection, List.of("{}")));
            }
            explain.setArray(12, Sql.longs(connection, List.of(250L)));
            explain.setArray(13, Sql.uuids(connection, List.of(UUID.randomUUID())));
            explain.setArray(14, Sql.uuids(connection, List.of(UUID.randomUUID())));
            var plan = new StringBuilder();
            try (var rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
