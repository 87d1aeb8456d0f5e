package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes of requests when processes share a database, lose it, or are gone: none is lost, and none done twice. */
class SharedDatabaseIT extends WithReplica {

    @Test
    void twoReplicasHandNothingOverTwice() {
        var space = replica.space();
        try (var other = new TestReplica(database, replica)) {
            var here = replica.worker(space, 5);
            var there = other.worker(space, 5);
            for (int i = 0; i < 100; i++) {
                (i % 2 == 0 ? replica : other).test.accepted(space);
            }
            var seen = new ArrayList<UUID>();
            while (seen.size() < 100) {
                for (var worker : List.of(here, there)) {
                    var claim = worker.received.poll();
                    if (claim != null) {
                        seen.add(claim.attempt().requestId());
                        assertThat(worker.complete(claim)).isEqualTo(ReportOutcome.TAKEN);
                    }
                }
            }
            assertThat(seen).doesNotHaveDuplicates();
            replica.awaitAllLookedAt();
            other.awaitAllLookedAt();
            assertThat(here.received).isEmpty();
            assertThat(there.received).isEmpty();
        }
    }

    @Test
    void aDeadReplicasWorkIsDoneByTheOthers() {
        var space = replica.space();
        var dying = new TestReplica(database, replica);
        var lost = dying.worker(space, 2);
        var ids = accepted(space, 2);
        lost.awaitRequest();
        lost.awaitRequest();
        dying.die();
        var worker = replica.worker(space, 2);
        for (var id : ids) {
            var again = worker.awaitRequest();
            assertThat(again.attempt().requestId()).isEqualTo(id);
            assertThat(again.attempt().number()).isEqualTo(2);
        }
    }

    @Test
    void aResultReachesTheQueueThroughAnotherReplicaWhileItsAttemptHolds() throws SQLException {
        var space = replica.space();
        var dying = new TestReplica(database, replica);
        var worker = dying.worker(space, 1);
        var id = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        dying.dispatcher.stopHandingOver();
        worker.vanish();
        dying.close();
        var again = replica.worker(space, 1);
        assertThat(again.complete(claim)).isEqualTo(ReportOutcome.TAKEN);
        assertThat(replica.test.stored(id).state()).isEqualTo(RequestState.COMPLETED);
    }

    @Test
    void aHandOverThatNobodyGotIsFoundByReconciling() throws SQLException {
        var space = replica.space();
        var id = replica.test.accepted(space);
        // As when the connection to the database breaks between the commit and its answer.
        assertThat(replica.test.claim(space, 1)).hasSize(1);
        replica.reconciler.reconcile();
        replica.awaitAllLookedAt();
        assertThat(replica.test.stored(id).state()).isEqualTo(RequestState.PROCESSING);
        replica.reconciler.reconcile();
        awaitState(id, RequestState.QUEUED);
    }

    @Test
    void whatIsOverInTheDatabaseIsTakenFromItsWorkerByReconciling() throws SQLException {
        var space = replica.space();
        var worker = replica.worker(space, 1);
        var id = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        database.update("update request set status = 'canceled', finished_at = now() where id = '" + id + "'");
        replica.reconciler.reconcile();
        replica.awaitAllLookedAt();
        assertThat(worker.canceled).isEmpty();
        replica.reconciler.reconcile();
        assertThat(FakeWorker.await(worker.canceled)).isEqualTo(claim.attempt());
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLostAndAfterwardsAllGoesOn() throws SQLException {
        var space = replica.space();
        var worker = replica.worker(space, 1);
        var running = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        var waiting = replica.test.accepted(space);
        CompletableFuture<ReportOutcome> result;
        try (var log = new CapturedLog()) {
            database.allowConnections(false);
            result = replica.dispatcher
                    .report(new Report.Completed(claim.attempt(), "{}"))
                    .orElseThrow();
            Eventually.holds(SOON, () -> assertThat(log.messages())
                    .anyMatch(line -> line.contains("request-report: will be tried again")));
            assertThat(result).isNotDone();
        }
        database.allowConnections(true);
        assertThat(result.join()).isEqualTo(ReportOutcome.TAKEN);
        assertThat(replica.test.stored(running).state()).isEqualTo(RequestState.COMPLETED);
        assertThat(worker.awaitRequest().attempt().requestId()).isEqualTo(waiting);
    }

    @Test
    void aWorkerLosesARequestThatWasPutBackElsewhereWithoutWordOfIt() throws SQLException {
        var space = replica.space();
        var worker = replica.worker(space, 2);
        var id = replica.test.accepted(space);
        var first = worker.awaitRequest();
        try (var elsewhere = new TestQueue(database)) {
            assertThat(elsewhere.transitions.requeue(id, "it hangs", Witness.NONE))
                    .isPresent();
        }
        var again = worker.awaitRequest();
        assertThat(again.attempt().requestId()).isEqualTo(id);
        assertThat(again.attempt().number()).isEqualTo(2);
        assertThat(FakeWorker.await(worker.canceled)).isEqualTo(first.attempt());
        assertThat(replica.dispatcher.load(worker.registered)).isOne();
        assertThat(worker.complete(first)).isEqualTo(ReportOutcome.STALE);
        assertThat(worker.complete(again)).isEqualTo(ReportOutcome.TAKEN);
        assertThat(replica.dispatcher.load(worker.registered)).isZero();
    }
}
