package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes of failures that another attempt may undo, and of workers that come back with what they have. */
class RetryIT extends WithReplica {

    @Test
    void aRequestThatFailedWaitsForItsNextAttemptEachTimeLonger() throws SQLException {
        var space = replica.space();
        var id = replica.test.accepted(space);
        var worker = replica.worker(space, 1, "only");
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 2; i++) {
            assertThat(worker.fail(worker.awaitRequest())).isEqualTo(ReportOutcome.TAKEN);
            pauses.add(database.count("""
                    select (extract(epoch from r.not_before - e.at) * 1000)::bigint
                    from request r join request_event e on e.request_id = r.id and e.seq = r.last_seq
                    where r.id = '%s' and r.status = 'queued'
                    """.formatted(id)));
        }
        assertThat(pauses.getFirst()).isBetween(180L, 320L);
        assertThat(pauses.getLast()).isBetween(740L, 1260L);
        assertThat(worker.awaitRequest().attempt().number()).isEqualTo(3);
        assertThat(replica.test.stored(id).notBefore()).isNull();
    }

    @Test
    void aWorkerDoesNotGetAgainWhatItHasJustFailedWhileAnotherServes() {
        var space = replica.space();
        var good = replica.worker(space, 1, "good");
        var first = replica.test.accepted(space);
        var busy = good.awaitRequest();
        assertThat(busy.attempt().requestId()).isEqualTo(first);

        var bad = replica.worker(space, 1, "bad");
        var failed = replica.test.accepted(space);
        bad.fail(bad.awaitRequest());
        // Behind the one that failed, and about as long after as its pause lasts.
        var others = List.of(replica.test.accepted(space), replica.test.accepted(space));
        for (var other : others) {
            var claim = bad.awaitRequest();
            assertThat(claim.attempt().requestId()).isEqualTo(other);
            bad.complete(claim);
        }
        good.complete(busy);
        var again = good.awaitRequest();
        assertThat(again.attempt().requestId()).isEqualTo(failed);
        assertThat(again.attempt().number()).isEqualTo(2);
        replica.awaitAllLookedAt();
        assertThat(bad.received).isEmpty();
    }

    @Test
    void withNobodyElseTheSameWorkerTriesAgain() {
        var space = replica.space();
        var other = replica.worker(space, 1, "leaves");
        var worker = replica.worker(space, 1, "stays");
        replica.dispatcher.drain(other.registered);
        replica.test.accepted(space);
        worker.fail(worker.awaitRequest());
        assertThat(worker.awaitRequest().attempt().number()).isEqualTo(2);
    }

    @Test
    void aWorkerThatFailsEverythingIsSetAsideForLongerAndLongerAndSeenToBe() {
        var space = replica.space();
        var worker = replica.worker(space, 2, "broken");
        for (int i = 0; i < 3; i++) {
            replica.test.accepted(space);
            worker.fail(worker.awaitRequest());
        }
        var first = FakeWorker.await(worker.asides);
        assertThat(first.failures()).isEqualTo(3);
        assertThat(replica.dispatcher.workers().get(space.id()).capacity()).isZero();
        assertThat(replica.dispatcher.connected()).singleElement().satisfies(shown -> {
            assertThat(shown.consecutiveFailures()).isEqualTo(3);
            assertThat(shown.setAsideUntil()).isNotNull();
        });

        // Then one at a time, until it has done something well.
        worker.fail(worker.awaitRequest());
        var second = FakeWorker.await(worker.asides);
        assertThat(second.pause()).isGreaterThan(first.pause().multipliedBy(2));
        worker.complete(worker.awaitRequest());
        assertThat(replica.dispatcher.connected()).singleElement().satisfies(shown -> {
            assertThat(shown.consecutiveFailures()).isZero();
            assertThat(shown.setAsideUntil()).isNull();
        });
    }

    @Test
    void aWorkerThatCrashesOnEverythingIsTheSameWhenItComesBack() throws SQLException {
        var space = replica.space();
        for (int i = 0; i < 3; i++) {
            replica.test.accepted(space);
            var worker = replica.worker(space, 1, "crashing");
            worker.awaitRequest();
            worker.vanish();
        }
        var back = replica.worker(space, 1, "crashing");
        assertThat(replica.dispatcher.connected()).singleElement().satisfies(shown -> {
            assertThat(shown.consecutiveFailures()).isEqualTo(3);
            assertThat(shown.setAsideUntil()).isNotNull();
        });
        // What it was given last has to wait, as the request may be what brings its workers down; then it is tried
        // again.
        assertThat(back.awaitRequest().attempt().number()).isGreaterThan(1);
    }

    @Test
    void theFirstLostConnectionCostsNoPauseAndTheNextDoes() throws SQLException {
        var space = replica.space();
        var id = replica.test.accepted(space);
        for (int attempt = 1; attempt <= 2; attempt++) {
            var worker = replica.worker(space, 1, "crashes-" + attempt);
            worker.awaitRequest();
            worker.vanish();
            awaitState(id, RequestState.QUEUED);
            var notBefore = replica.test.stored(id).notBefore();
            if (attempt == 1) {
                assertThat(notBefore).isNull();
            } else {
                assertThat(notBefore).isNotNull();
            }
        }
    }

    @Test
    void aWorkerThatIsBackAtAnotherProcessGoesOnWithWhatItHas() throws SQLException {
        var space = replica.space();
        var dying = new TestReplica(database, replica);
        var before = dying.worker(space, 1, "returning");
        var id = replica.test.accepted(space);
        var claim = before.awaitRequest();
        dying.die();

        var back = replica.worker(space, 1, "returning", List.of(claim.attempt()));
        assertThat(replica.test.stored(id).replica()).isEqualTo(replica.test.replica);
        assertThat(replica.dispatcher.load(back.registered)).isOne();
        var next = replica.test.accepted(space);
        awaitForgotten(dying);
        replica.awaitAllLookedAt();
        assertThat(back.received).isEmpty();
        assertThat(back.complete(claim)).isEqualTo(ReportOutcome.TAKEN);
        assertThat(replica.test.eventTypes(id)).containsExactly("queued", "processing", "completed");
        assertThat(back.awaitRequest().attempt().requestId()).isEqualTo(next);
    }

    private void awaitForgotten(TestReplica gone) {
        Eventually.holds(SOON, () -> assertThat(
                        database.count("select count(*) from replica where id = '" + gone.test.replica + "'"))
                .isZero());
    }

    @Test
    void whatIsAdoptedItsFormerProcessCannotPutBack() throws SQLException {
        var space = replica.space();
        try (var former = new TestReplica(database, replica)) {
            var before = former.worker(space, 1, "moving");
            var id = replica.test.accepted(space);
            var claim = before.awaitRequest();
            var after = replica.worker(space, 1, "moving", List.of(claim.attempt()));
            // Only now the former process notices that the connection is gone.
            before.vanish();
            former.test.close();
            replica.awaitAllLookedAt();
            assertThat(replica.test.stored(id).state()).isEqualTo(RequestState.PROCESSING);
            assertThat(after.complete(claim)).isEqualTo(ReportOutcome.TAKEN);
        }
    }

    @Test
    void aLeaseThatDoesNotHoldIsNotAdopted() throws SQLException {
        var space = replica.space();
        var worker = replica.worker(space, 1, "first");
        var id = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        replica.test.transitions.requeue(id, "it hangs", Witness.NONE);
        var again = worker.awaitRequest();
        var late = replica.worker(space, 1, "late", List.of(claim.attempt()));
        assertThat(replica.dispatcher.load(late.registered)).isZero();
        assertThat(worker.complete(again)).isEqualTo(ReportOutcome.TAKEN);

        var elsewhere = replica.space();
        var held = replica.test.accepted(elsewhere);
        var there = replica.worker(elsewhere, 1, "there").awaitRequest();
        replica.worker(space, 1, "of another space", List.of(there.attempt()));
        replica.awaitAllLookedAt();
        assertThat(replica.test.stored(held).state()).isEqualTo(RequestState.PROCESSING);
    }

    @Test
    void aProcessThatStopsInAnOrderlyWayCostsNoAttempt() throws SQLException {
        var space = replica.space();
        var stopping = new TestReplica(database, replica);
        var worker = stopping.worker(space, 1, "away");
        var id = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        stopping.dispatcher.stopHandingOver();
        worker.vanish();
        stopping.close();

        var heir = replica.worker(space, 1, "heir");
        var again = heir.awaitRequest();
        assertThat(again.attempt().requestId()).isEqualTo(id);
        assertThat(again.attempt().number()).isOne();
        assertThat(heir.complete(claim)).isEqualTo(ReportOutcome.STALE);
        assertThat(heir.complete(again)).isEqualTo(ReportOutcome.TAKEN);
    }
}
