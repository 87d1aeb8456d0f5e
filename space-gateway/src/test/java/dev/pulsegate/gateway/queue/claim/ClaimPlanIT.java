package dev.pulsegate.gateway.queue.claim;

import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;

import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.Queries;
import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.RequeueCause;
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
                    claim.attempt(), "out of memory", 3, true, retry, null, RequeueCause.WORKER_FAILED));
        }
        fill(space, 20_000);
        database.update("vacuum analyze request");
        var wanted = new ClaimRequest(
                space.id(), test.replica, 0, Long.MIN_VALUE, 4, space.rules().deadline());
        assertThat(plan(RequestClaims.AGAIN_DUE, explain -> {})).contains("request_retry");
        assertThat(plan(RequestClaims.CLAIM, explain -> RequestClaims.bind(explain, wanted)))
                .contains("request_queue")
                .doesNotContain("Sort Key: request.rank");
        assertThat(test.claim(space, 1))
                .singleElement()
                .satisfies(claim -> assertThat(claim.attempt().number()).isOne());
        assertThat(test.claims.againDue()).isEmpty();
        database.update("update request set not_before = now() where not_before is not null");
        assertThat(test.claims.againDue()).containsOnlyKeys(space.id());
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

    private String plan(String sql, Consumer<Query> parameters) throws SQLException {
        return String.join(
                "\n", new Queries(database.jdbi()).list("explain " + sql, parameters, row -> row.getString(1)));
    }
}
