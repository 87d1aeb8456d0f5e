package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;

import static org.assertj.core.api.Assertions.assertThat;

class RequestTransitionsIT extends QueueTestBase {

    private static final String NOT_WANTED = Failures.of("canceled", "Canceled by its owner.");

    @Test
    void aWaitingRequestIsCanceledAtOnce() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);
        assertThat(test.transitions.cancel(id, NOT_WANTED, Witness.NONE)).hasValueSatisfying(change -> {
            assertThat(change.before()).isEqualTo(RequestState.QUEUED);
            assertThat(change.queueGrowth()).isEqualTo(-1);
        });
        assertThat(test.stored(id).state()).isEqualTo(RequestState.CANCELED);
        assertThat(test.lengths.of(space.id())).isZero();
        assertThat(test.claim(space, 1)).isEmpty();
        assertThat(test.transitions.cancel(id, NOT_WANTED, Witness.NONE)).isEmpty();
        assertThat(test.eventTypes(id)).containsExactly("queued", "canceled");
    }

    @Test
    void aRunningOneIsCanceledWithItsReplicaNamed() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);
        var attempt = test.claimOne(space);
        assertThat(test.transitions.cancel(id, NOT_WANTED, Witness.NONE)).hasValueSatisfying(change -> {
            assertThat(change.before()).isEqualTo(RequestState.PROCESSING);
            assertThat(change.replica()).isEqualTo(test.replica);
        });
        assertThat(test.report(new Report.Completed(attempt, "{}"))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.stored(id).state()).isEqualTo(RequestState.CANCELED);
    }

    @Test
    void whatIsNotThereCannotBeCanceled() throws SQLException {
        assertThat(test.transitions.cancel(UUID.randomUUID(), NOT_WANTED, Witness.NONE))
                .isEmpty();
    }

    @Test
    void aSpacesOpenRequestsAreCanceledAll() throws SQLException {
        var space = test.space();
        for (int i = 0; i < BulkTransition.MOST + 5; i++) {
            test.acceptor.accept(test.request(space)).join();
        }
        var finished = test.claimOne(space);
        test.report(new Report.Completed(finished, "{}"));
        test.claim(space, 3);
        var elsewhere = test.accepted(test.space());
        assertThat(test.transitions.cancelAll(space.id(), NOT_WANTED)).isEqualTo(BulkTransition.MOST + 4);
        assertThat(test.stored(finished.requestId()).state()).isEqualTo(RequestState.COMPLETED);
        assertThat(test.stored(elsewhere).state()).isEqualTo(RequestState.QUEUED);
    }

    @Test
    void whatIsLeftInASpaceThatIsGoneIsCanceled() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);
        database.update("delete from space where id = '" + space.id() + "'");
        test.transitions.cancelOrphans(NOT_WANTED);
        assertThat(test.stored(id).state()).isEqualTo(RequestState.CANCELED);
    }

    @Test
    void whatWaitsTooLongExpires() throws SQLException {
        var space = test.space();
        var old = test.accepted(space);
        var oldAndUrgent = test.accepted(test.request(space, 5, 1));
        var oldAndLate = test.accepted(test.request(space, -9, 1));
        var running = test.claim(space, 1).getFirst().attempt().requestId();
        assertThat(running).isEqualTo(oldAndUrgent);
        age(Duration.ofDays(1).plusSeconds(1), old);
        age(Duration.ofDays(1).plusSeconds(1), oldAndLate);
        var young = test.accepted(space);
        age(Duration.ofDays(1).minusMinutes(1), young);
        test.transitions.expireWaiting(space);
        assertThat(test.stored(old).state()).isEqualTo(RequestState.EXPIRED);
        assertThat(test.stored(old).failure()).contains("waited_too_long");
        assertThat(test.stored(oldAndLate).state()).isEqualTo(RequestState.EXPIRED);
        assertThat(test.stored(young).state()).isEqualTo(RequestState.QUEUED);
        assertThat(test.stored(running).state()).isEqualTo(RequestState.PROCESSING);
    }

    private void age(Duration by, UUID id) {
        database.update(
                "update request set accepted_at = accepted_at - interval '%d seconds', rank = rank - %d where id = '%s'"
                        .formatted(by.toSeconds(), by.toNanos() / 1000, id));
    }

    @Test
    void aDeadReplicasWorkIsPutBackOrFails() throws SQLException {
        var space = test.space();
        var twiceTried = test.accepted(space);
        for (int i = 0; i < 2; i++) {
            test.report(new Report.GivenBack(test.claimOne(space), "it crashed", 3, true));
        }
        var fresh = test.accepted(space);
        assertThat(test.claim(space, 2)).hasSize(2);
        assertThat(test.transitions.takeOver(test.replica)).isEqualTo(2);
        assertThat(test.stored(twiceTried).failure()).contains("attempts_exhausted");
        assertThat(test.stored(fresh).state()).isEqualTo(RequestState.QUEUED);
        assertThat(test.transitions.takeOver(test.replica)).isZero();
        assertThat(test.claimOne(space).requestId()).isEqualTo(fresh);
    }

    @Test
    void aRunningOneIsPutBackInItsPlaceAndItsWorkersLateResultIsRefused() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);
        var later = test.accepted(space);
        var attempt = test.claimOne(space);
        assertThat(test.transitions.requeue(id, "it hangs", Witness.NONE)).hasValueSatisfying(change -> {
            assertThat(change.before()).isEqualTo(RequestState.PROCESSING);
            assertThat(change.after()).isEqualTo(RequestState.QUEUED);
            assertThat(change.attempt()).isOne();
            assertThat(change.queueGrowth()).isOne();
            assertThat(change.events().getFirst().data()).isEqualTo("{\"reason\":\"it hangs\"}");
        });
        assertThat(test.report(new Report.Completed(attempt, "{}"))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.stored(id).state()).isEqualTo(RequestState.QUEUED);
        var again = test.claimOne(space);
        assertThat(again.requestId()).isEqualTo(id);
        assertThat(again.number()).isEqualTo(2);
        assertThat(test.report(new Report.Completed(attempt, "{}"))).isEqualTo(ReportOutcome.STALE);
        assertThat(test.report(new Report.Completed(again, "{}"))).isEqualTo(ReportOutcome.TAKEN);
        assertThat(test.transitions.requeue(id, "too late", Witness.NONE)).isEmpty();
        assertThat(test.transitions.requeue(later, "it waits", Witness.NONE)).isEmpty();
        assertThat(test.transitions.requeue(UUID.randomUUID(), "nothing", Witness.NONE))
                .isEmpty();
        assertThat(test.eventTypes(id)).containsExactly("queued", "processing", "queued", "processing", "completed");
    }

    @Test
    void aRecountFindsWhatOtherReplicasDid() throws SQLException {
        var space = test.space();
        try (var other = new TestQueue(database)) {
            other.accepted(space);
            other.accepted(space);
            assertThat(test.lengths.of(space.id())).isZero();
            test.lengths.recount();
            assertThat(test.lengths.of(space.id())).isEqualTo(2);
            other.claimOne(space);
            test.lengths.recount();
            assertThat(test.lengths.of(space.id())).isOne();
        }
    }
}
