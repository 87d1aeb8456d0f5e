package dev.pulsegate.gateway.queue.report;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.report.Report.Chunk;
import dev.pulsegate.gateway.queue.report.Report.Completed;
import dev.pulsegate.gateway.queue.report.Report.Expired;
import dev.pulsegate.gateway.queue.report.Report.Failed;
import dev.pulsegate.gateway.queue.report.Report.GivenBack;
import dev.pulsegate.gateway.queue.report.Report.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class ReportIT extends QueueTestBase {

    private static final String RESULT = "{\"text\":\"sinus rhythm\"}";

    private Attempt handedOver() throws SQLException {
        var space = test.space();
        test.accepted(space);
        return test.claimOne(space);
    }

    @Test
    void outputAndResultAreKeptInOrder() throws SQLException {
        var attempt = handedOver();
        var reports = List.of(
                new Progress(attempt, "{\"progress\":0.5}"),
                new Chunk(attempt, 0, "{\"text\":\"sinus\"}"),
                new Chunk(attempt, 1, "{\"text\":\" rhythm\"}"),
                new Completed(attempt, RESULT));
        var outcomes = reports.stream()
                .map(test.reports::report)
                .map(taken -> taken.orElseThrow())
                .toList();
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.join()).isEqualTo(ReportOutcome.TAKEN));
        var stored = test.stored(attempt.requestId());
        assertThat(stored.state()).isEqualTo(RequestState.COMPLETED);
        assertThat(stored.result()).isEqualTo(RESULT);
        assertThat(stored.finishedAt()).isNotNull();
        var events = test.reader.events(attempt.requestId(), 0, 100);
        assertThat(events).extracting(RequestEvent::seq).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(test.eventTypes(attempt.requestId()))
                .containsExactly("queued", "processing", "progress", "chunk", "chunk", "completed");
        assertThat(events.get(4).data()).isEqualTo("{\"text\":\" rhythm\"}");
        assertThat(events.get(5).data().replace(" ", "")).isEqualTo(("{\"result\":" + RESULT + "}").replace(" ", ""));
    }

    @Test
    void whoWatchesIsToldWhatIsStored() throws SQLException {
        var attempt = handedOver();
        test.report(new Chunk(attempt, 0, "{\"text\":\"a\"}"));
        test.report(new Completed(attempt, RESULT));
        var told = test.changes.stream()
                .flatMap(change -> change.events().stream())
                .toList();
        var read = test.reader.events(attempt.requestId(), 0, 100);
        assertThat(told).hasSameSizeAs(read);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).seq()).isEqualTo(read.get(i).seq());
            assertThat(told.get(i).type()).isEqualTo(read.get(i).type());
            assertThat(told.get(i).at()).isEqualTo(read.get(i).at());
            assertThat(told.get(i).data().replace(" ", ""))
                    .isEqualTo(read.get(i).data().replace(" ", ""));
        }
    }

    @Test
    void anotherAttemptsReportsAreRefused() throws SQLException {
        var attempt = handedOver();
        var otherLease = new Attempt(attempt.requestId(), attempt.number(), UUID.randomUUID());
        var otherNumber = new Attempt(attempt.requestId(), 7, attempt.lease());
        for (var wrong : List.of(otherLease, otherNumber)) {
            assertThat(test.report(new Progress(wrong, "{}"))).isEqualTo(ReportOutcome.STALE);
            assertThat(test.report(new Chunk(wrong, 0, "{}"))).isEqualTo(ReportOutcome.STALE);
            assertThat(test.report(new Completed(wrong, "{}"))).isEqualTo(ReportOutcome.STALE);
            assertThat(test.report(new GivenBack(wrong, "gone", 3, true))).isEqualTo(ReportOutcome.STALE);
        }
        var nowhere = new Attempt(UUID.randomUUID(), 1, attempt.lease());
        assertThat(test.report(new Completed(nowhere, "{}"))).isEqualTo(ReportOutcome.UNKNOWN_REQUEST);
        assertThat(test.eventTypes(attempt.requestId())).containsExactly("queued", "processing");
    }

    @Test
    void aFinishedRequestIsNeverOverwritten() throws SQLException {
        var attempt = handedOver();
        test.report(new Completed(attempt, RESULT));
        assertThat(test.report(new Completed(attempt, RESULT))).isEqualTo(ReportOutcome.TAKEN_BEFORE);
        assertThat(test.report(new Failed(attempt, Failures.of("x", "y")))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.report(new Expired(attempt))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.report(new GivenBack(attempt, "gone", 3, true))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.report(new Chunk(attempt, 0, "{}"))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.stored(attempt.requestId()).result()).isEqualTo(RESULT);
        assertThat(test.eventTypes(attempt.requestId())).containsExactly("queued", "processing", "completed");
    }

    @Test
    void chunksComeInOrderAndOnce() throws SQLException {
        var attempt = handedOver();
        assertThat(test.report(new Chunk(attempt, 1, "{}"))).isEqualTo(ReportOutcome.OUT_OF_ORDER);
        assertThat(test.report(new Chunk(attempt, 0, "{}"))).isEqualTo(ReportOutcome.TAKEN);
        assertThat(test.report(new Chunk(attempt, 0, "{}"))).isEqualTo(ReportOutcome.TAKEN_BEFORE);
        assertThat(test.report(new Chunk(attempt, 1, "{}"))).isEqualTo(ReportOutcome.TAKEN);
        assertThat(test.eventTypes(attempt.requestId())).containsExactly("queued", "processing", "chunk", "chunk");
    }

    @Test
    void oneBadReportInABatchHarmsNoOther() throws SQLException {
        var attempt = handedOver();
        var other = handedOver();
        var outcomes = List.of(
                        new Chunk(attempt, 0, "{}"),
                        new Chunk(attempt, 5, "{}"),
                        new Chunk(attempt, 1, "{}"),
                        new Progress(other, "{}"),
                        new Completed(attempt, RESULT),
                        new Chunk(attempt, 2, "{}"),
                        new Completed(other, "{}"))
                .stream()
                .map(report -> test.reports.report(report).orElseThrow())
                .toList();
        assertThat(outcomes.stream().map(outcome -> outcome.join()))
                .containsExactly(
                        ReportOutcome.TAKEN,
                        ReportOutcome.OUT_OF_ORDER,
                        ReportOutcome.TAKEN,
                        ReportOutcome.TAKEN,
                        ReportOutcome.TAKEN,
                        ReportOutcome.STALE,
                        ReportOutcome.TAKEN);
    }

    @Test
    void aWorkersEndPutsItsRequestBackInItsOldPlace() throws SQLException {
        var space = test.space();
        var first = test.accepted(space);
        test.accepted(space);
        var attempt = test.claimOne(space);
        test.report(new Chunk(attempt, 0, "{\"text\":\"half an ans\"}"));
        assertThat(test.report(new GivenBack(attempt, "the worker's connection ended", 3, true)))
                .isEqualTo(ReportOutcome.TAKEN);
        var again = test.claimOne(space);
        assertThat(again.requestId()).isEqualTo(first);
        assertThat(again.number()).isEqualTo(2);
        assertThat(test.report(new Completed(attempt, RESULT))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.report(new Chunk(again, 0, "{\"text\":\"an answer\"}"))).isEqualTo(ReportOutcome.TAKEN);
        assertThat(test.report(new Completed(again, RESULT))).isEqualTo(ReportOutcome.TAKEN);
        assertThat(test.eventTypes(first))
                .containsExactly("queued", "processing", "chunk", "queued", "processing", "chunk", "completed");
    }

    @Test
    void theLastAttemptFailsSayingWhy() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);
        for (int i = 1; i < 3; i++) {
            test.report(new GivenBack(test.claimOne(space), "it crashed", 3, true));
            assertThat(test.stored(id).state()).isEqualTo(RequestState.QUEUED);
        }
        test.report(new GivenBack(test.claimOne(space), "it \"crashed\"", 3, true));
        assertThat(test.stored(id).state()).isEqualTo(RequestState.FAILED);
        assertThat(test.stored(id).failure())
                .contains("attempts_exhausted")
                .contains("3 times")
                .contains("it \\\"crashed\\\"");
        assertThat(test.claim(space, 1)).isEmpty();
    }

    @Test
    void whatDidNotReachItsWorkerDoesNotCount() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);
        for (int i = 0; i < 5; i++) {
            var attempt = test.claimOne(space);
            assertThat(attempt.number()).isOne();
            assertThat(test.report(new GivenBack(attempt, "the worker left", 3, false)))
                    .isEqualTo(ReportOutcome.TAKEN);
        }
        assertThat(test.stored(id).attempt()).isZero();
    }

    @Test
    void whileTheDatabaseIsAwayResultsWait() throws SQLException {
        var attempt = handedOver();
        database.allowConnections(false);
        var chunk = test.reports.report(new Chunk(attempt, 0, "{}")).orElseThrow();
        var result = test.reports.report(new Completed(attempt, RESULT)).orElseThrow();
        assertThat(result).isNotDone();
        database.allowConnections(true);
        assertThat(chunk.join()).isEqualTo(ReportOutcome.TAKEN);
        assertThat(result.join()).isEqualTo(ReportOutcome.TAKEN);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsNotTaken() throws SQLException {
        var attempt = handedOver();
        var large = "{\"text\":\"" + "x".repeat(10 << 20) + "\"}";
        assertThat(test.reports.report(new Completed(attempt, large))).isEmpty();
    }
}
