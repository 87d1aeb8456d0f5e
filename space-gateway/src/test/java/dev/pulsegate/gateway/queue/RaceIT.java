package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens at the same moment: exactly one wins, and the others are told so. */
class RaceIT extends QueueTestBase {

    private static final int ROUNDS = 150;
    private static final String FAILURE = Failures.of("canceled", "Canceled by its owner.");

    @Test
    void resultDeadlineCancelAndWorkersEndAtOnceMakeOneEnd() throws SQLException {
        var space = test.space();
        Map<RequestState, Integer> ends = new EnumMap<>(RequestState.class);
        try (var other = new TestQueue(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ROUNDS; i++) {
                var id = test.accepted(space);
                var attempt = test.claimOne(space);
                var contenders = new ArrayList<CompletableFuture<Boolean>>();
                contenders.add(CompletableFuture.supplyAsync(
                        () -> other.report(new Report.Completed(attempt, "{}")) == ReportOutcome.TAKEN, threads));
                contenders.add(CompletableFuture.supplyAsync(
                        () -> test.report(new Report.Expired(attempt)) == ReportOutcome.TAKEN, threads));
                contenders.add(CompletableFuture.supplyAsync(() -> cancel(other, id), threads));
                contenders.add(CompletableFuture.supplyAsync(
                        () -> test.report(new Report.GivenBack(attempt, "gone", 1, true)) == ReportOutcome.TAKEN,
                        threads));
                var winners =
                        contenders.stream().filter(CompletableFuture::join).count();
                assertThat(winners).isOne();
                ends.merge(test.stored(id).state(), 1, Integer::sum);
                assertThat(test.eventTypes(id)).hasSize(3);
            }
        }
        assertThat(ends.keySet()).allMatch(RequestState::isFinal);
        assertThat(ends.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROUNDS);
    }

    private static boolean cancel(TestQueue queue, UUID id) {
        try {
            return queue.transitions.cancel(id, FAILURE, Witness.NONE).isPresent();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
