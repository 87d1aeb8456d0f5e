package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.QueueRules;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.gateway.queue.TestQueue.RULES;
import static org.assertj.core.api.Assertions.assertThat;

class DispatcherIT extends WithReplica {

    private static QueueRules rules(int attemptLimit, Duration deadline) {
        return new QueueRules(
                true,
                attemptLimit,
                deadline,
                RULES.maxWait(),
                RULES.queueLimit(),
                0,
                Duration.ZERO,
                0,
                0,
                5,
                RULES.priorityAgeing());
    }

    @Test
    void whatWaitsIsHandedToAWorkerThatComesAndWhatComesToAWorkerThatWaits() {
        var space = replica.space();
        var first = replica.test.accepted(space);
        var worker = replica.worker(space, 2);
        assertThat(worker.awaitRequest().attempt().requestId()).isEqualTo(first);
        var second = replica.test.accepted(space);
        assertThat(worker.awaitRequest().attempt().requestId()).isEqualTo(second);
    }

    @Test
    void noWorkerGetsMoreThanItsCapacityAndNextWhenItIsDone() {
        var space = replica.space();
        var worker = replica.worker(space, 2);
        var ids = accepted(space, 4);
        var first = worker.awaitRequest();
        worker.awaitRequest();
        assertThat(worker.complete(first)).isEqualTo(ReportOutcome.TAKEN);
        assertThat(worker.awaitRequest().attempt().requestId()).isEqualTo(ids.get(2));
        assertThat(replica.dispatcher.load(worker.registered)).isEqualTo(2);
        replica.awaitAllLookedAt();
        assertThat(worker.received).isEmpty();
    }

    @Test
    void workIsSharedByFreeCapacityThenByLoad() {
        var space = replica.space();
        var small = replica.worker(space, 2);
        var large = replica.worker(space, 4);
        accepted(space, 6);
        for (int i = 0; i < 2; i++) {
            small.awaitRequest();
        }
        for (int i = 0; i < 4; i++) {
            large.awaitRequest();
        }
        assertThat(replica.dispatcher.workers().get(space.id()))
                .isEqualTo(new SpaceWorkers(2, 6, 6, 2, java.util.Set.of(InputKind.ALL)));
    }

    @Test
    void aWorkerGetsNoInputsThatItDoesNotTake() {
        var space = replica.space();
        var textOnly = replica.worker(space, 10, InputKind.PROMPT.bit());
        var audio = replica.test.accepted(replica.test.request(space, 0, InputKind.AUDIO.bit()));
        var text = replica.test.accepted(space);
        assertThat(textOnly.awaitRequest().attempt().requestId()).isEqualTo(text);
        var listener = replica.worker(space, 1);
        assertThat(listener.awaitRequest().attempt().requestId()).isEqualTo(audio);
        replica.awaitAllLookedAt();
        assertThat(textOnly.received).isEmpty();
    }

    @Test
    void aWorkersEndHandsItsWorkToTheOthers() throws SQLException {
        var space = replica.space();
        var first = replica.worker(space, 3);
        var ids = accepted(space, 3);
        for (int i = 0; i < 3; i++) {
            first.awaitRequest();
        }
        first.vanish();
        var second = replica.worker(space, 3);
        var left = new ArrayList<>(ids);
        while (!left.isEmpty()) {
            var again = second.awaitRequest();
            // They come back together, but a free worker may see one of them before the others.
            var id = again.attempt().requestId();
            assertThat(left.remove(id)).isTrue();
            assertThat(again.attempt().number()).isEqualTo(2);
            second.complete(again);
            assertThat(replica.test.stored(id).state()).isEqualTo(RequestState.COMPLETED);
        }
    }

    @Test
    void attemptsEndAndSayWhy() throws SQLException {
        var space = replica.space(rules(2, Duration.ofMinutes(1)));
        var id = replica.test.accepted(space);
        for (int i = 0; i < 2; i++) {
            var worker = replica.worker(space, 1);
            worker.awaitRequest();
            worker.vanish();
        }
        awaitState(id, RequestState.FAILED);
        assertThat(replica.test.stored(id).failure())
                .contains("attempts_exhausted")
                .contains("connection ended");
    }

    @Test
    void whatCannotBeSentGoesBackUncounted() throws SQLException {
        var space = replica.space();
        var deaf = new FakeWorker(replica.dispatcher);
        deaf.reachable = false;
        deaf.register(space, 1, InputKind.ALL, FakeWorker.INFO, List.of());
        var id = replica.test.accepted(space);
        Eventually.holds(
                SOON, () -> assertThat(replica.test.eventTypes(id)).containsSubsequence("processing", "queued"));
        deaf.reachable = true;
        assertThat(deaf.awaitRequest().attempt().number()).isOne();
    }

    @Test
    void aDrainingWorkerFinishesAndGetsNoMore() {
        var space = replica.space();
        var draining = replica.worker(space, 2);
        replica.test.accepted(space);
        var last = draining.awaitRequest();
        replica.dispatcher.drain(draining.registered);
        var next = replica.test.accepted(space);
        assertThat(draining.complete(last)).isEqualTo(ReportOutcome.TAKEN);
        var other = replica.worker(space, 1);
        assertThat(other.awaitRequest().attempt().requestId()).isEqualTo(next);
        replica.awaitAllLookedAt();
        assertThat(draining.received).isEmpty();
    }

    @Test
    void theDeadlineEndsAnAttemptAndFreesTheWorker() throws SQLException {
        var space = replica.space(rules(3, Duration.ofMillis(300)));
        var worker = replica.worker(space, 1);
        var late = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        assertThat(FakeWorker.await(worker.canceled)).isEqualTo(claim.attempt());
        awaitState(late, RequestState.EXPIRED);
        assertThat(replica.test.stored(late).failure()).contains("deadline_passed");
        assertThat(worker.complete(claim)).isEqualTo(ReportOutcome.STALE);
        var next = replica.test.accepted(space);
        assertThat(worker.awaitRequest().attempt().requestId()).isEqualTo(next);
    }

    @Test
    void cancelingFreesTheWorkerAndTellsIt() throws SQLException {
        var space = replica.space();
        var worker = replica.worker(space, 1);
        var id = replica.test.accepted(space);
        var claim = worker.awaitRequest();
        replica.test.transitions.cancel(id, Failures.of("canceled", "Not wanted."), Witness.NONE);
        assertThat(FakeWorker.await(worker.canceled)).isEqualTo(claim.attempt());
        assertThat(replica.dispatcher.load(worker.registered)).isZero();
    }

    @Test
    void aWorkerOfASpaceThatIsGoneIsToldSo() {
        var space = replica.space();
        var worker = replica.worker(space, 1);
        replica.forget(space);
        assertThat(FakeWorker.await(worker.removed)).isEqualTo(space.id());
        assertThat(replica.dispatcher.workers()).doesNotContainKey(space.id());
    }
}
