package dev.pulsegate.gateway.queue.report;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.QueueTestBase;

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
        database.update("vacuum analyze request");
        var update = AttemptUpdate.of(new Report.Completed(new Attempt(UUID.randomUUID(), 1, UUID.randomUUID()), "{}"));
        assertThat(database.plan(ReportSql.APPLY, explain -> ReportSql.bind(explain, List.of(update))))
                .contains("request_pkey")
                .doesNotContain("request_running");
    }
}
