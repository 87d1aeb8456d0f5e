package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.claim.ClaimStatement;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.space.Space;

import static org.assertj.core.api.Assertions.assertThat;

/** How PostgreSQL finds requests to hand over while some of them pause. */
class ClaimPlanIT extends QueueTestBase {

    @Test
    void theQueueIsReadInItsOrderAndPausesThatAreOverByTheirOwnIndex() throws SQLException {
        var space = test.space();
        for (int i = 0; i < 20; i++) {
            test.accepted(space);
        }
        for (var claim : test.claim(space, 20)) {
            var retry = new Report.Retry(space.rules().maxWait(), UUID.randomUUID());
            test.report(new Report.GivenBack(
                    claim.attempt(), "out of memory", 3, true, Optional.of(retry), Optional.empty()));
        }
        fill(space, 20_000);
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze request");
            assertThat(plan(connection, RequestReader.AGAIN_DUE, explain -> {})).contains("request_retry");
            assertThat(plan(connection, ClaimStatement.CLAIM, explain -> bind(explain, space)))
                    .contains("request_queue")
                    .doesNotContain("Sort Key: request.rank");
        }
        assertThat(test.claim(space, 1))
                .singleElement()
                .satisfies(claim -> assertThat(claim.attempt().number()).isOne());
        assertThat(test.queue.reader().againDue()).isEmpty();
        database.update("update request set not_before = now() where not_before is not null");
        assertThat(test.queue.reader().againDue()).containsOnlyKeys(space.id());
        assertThat(test.claim(space, 20))
                .allSatisfy(claim -> assertThat(claim.attempt().number()).isEqualTo(2));
    }

    private void fill(Space space, int count) {
        database.update("""
                insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank, input_kinds,
                                     payload, file_count, has_webhook, last_seq, accepted_at)
                select gen_random_uuid(), '%s', 's', gen_random_uuid(), 'a', 'queued', 0, 4000000000000000 + n, 1, '{}', 0,
                       false, 1, now()
                from generate_series(1, %d) as n
                """.formatted(space.id(), count));
    }

    private void bind(PreparedStatement explain, Space space) throws SQLException {
        explain.setObject(1, space.id());
        explain.setLong(2, Long.MIN_VALUE);
        explain.setInt(3, 0);
        explain.setObject(4, UUID.randomUUID());
        explain.setArray(5, Sql.ints(explain.getConnection(), List.of(0)));
        explain.setInt(6, 4);
        explain.setObject(7, test.replica);
        explain.setLong(8, 1000);
    }

    private static String plan(Connection connection, String sql, Sql.Binder binder) throws SQLException {
        try (var explain = connection.prepareStatement("explain " + sql)) {
            binder.bind(explain);
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
