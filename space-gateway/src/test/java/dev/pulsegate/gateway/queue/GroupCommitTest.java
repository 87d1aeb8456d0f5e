package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.GroupCommit.Bounds;
import dev.pulsegate.gateway.queue.GroupCommit.Committed;
import dev.pulsegate.platform.task.Supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupCommitTest {

    private static final Bounds BOUNDS = new Bounds(3, 1000, null);

    private static GroupCommit<Integer, String> started(
            Bounds bounds, GroupCommit.Transaction<Integer, String> transaction) {
        var commits = new GroupCommit<>("test", bounds, transaction, changes -> {}, new Supervision());
        commits.start();
        return commits;
    }

    private static Committed<String> texts(List<Integer> batch) {
        return new Committed<>(batch.stream().map(Object::toString).toList(), List.of());
    }

    @Test
    void whatArrivesDuringATransactionGoesIntoTheNextTogether() {
        var batches = Collections.synchronizedList(new ArrayList<List<Integer>>());
        var firstBegun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var commits = started(BOUNDS, (batch, again) -> {
            batches.add(batch);
            firstBegun.countDown();
            await(goOn);
            return texts(batch);
        })) {
            var outcomes = new ArrayList<CompletableFuture<String>>();
            outcomes.add(commits.submit(1, 1).orElseThrow());
            await(firstBegun);
            for (int i = 2; i <= 6; i++) {
                outcomes.add(commits.submit(i, 1).orElseThrow());
            }
            goOn.countDown();
            assertThat(outcomes.stream().map(CompletableFuture::join)).containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDatabaseThatIsAwayIsTriedAgain() {
        var tries = new AtomicInteger();
        var again = Collections.synchronizedList(new ArrayList<Boolean>());
        try (var commits = started(BOUNDS, (batch, tried) -> {
            again.add(tried);
            if (tries.incrementAndGet() < 4) {
                throw new SQLException("away", "08006");
            }
            return texts(batch);
        })) {
            assertThat(commits.submit(1, 1).orElseThrow().join()).isEqualTo("1");
            assertThat(again).containsExactly(false, true, true, true);
        }
    }

    @Test
    void whatCannotBeDoneDoesNotTakeTheRestWithIt() {
        var gate = new CountDownLatch(1);
        try (var commits = started(BOUNDS, (batch, again) -> {
            await(gate);
            if (batch.contains(2)) {
                throw new SQLException("bad value", "22P02");
            }
            return texts(batch);
        })) {
            var good = commits.submit(1, 1).orElseThrow();
            var bad = commits.submit(2, 1).orElseThrow();
            var alsoGood = commits.submit(3, 1).orElseThrow();
            gate.countDown();
            assertThat(good.join()).isEqualTo("1");
            assertThat(alsoGood.join()).isEqualTo("3");
            assertThatThrownBy(bad::join).hasRootCauseMessage("bad value");
        }
    }

    @Test
    void aFullDiskIsSaidAtOnceToWhoeverWouldOnlyWaitForAWhile() {
        var patient = new Bounds(3, 1000, Duration.ofMinutes(1));
        try (var commits = started(patient, (batch, again) -> {
            if (again) {
                return texts(batch);
            }
            throw new SQLException("could not extend file", "53100");
        })) {
            assertThatThrownBy(commits.submit(1, 1).orElseThrow()::join).hasRootCauseMessage("could not extend file");
        }
    }

    @Test
    void anErrorIsOnesOwnAndTheThreadWorksOn() {
        try (var commits = started(BOUNDS, (batch, again) -> {
            if (batch.contains(2)) {
                throw new StackOverflowError("deep");
            }
            return texts(batch);
        })) {
            assertThatThrownBy(commits.submit(2, 1).orElseThrow()::join).hasRootCauseMessage("deep");
            assertThat(commits.submit(3, 1).orElseThrow().join()).isEqualTo("3");
        }
    }

    @Test
    void whoeverWaitsIsToldWhenTheThreadItselfFailsAndItBeginsAgain() {
        var failures = Collections.synchronizedList(new ArrayList<String>());
        var listenerFails = new AtomicInteger(1);
        try (var commits = new GroupCommit<Integer, String>(
                "test",
                BOUNDS,
                (batch, again) -> texts(batch),
                changes -> {
                    if (listenerFails.getAndDecrement() > 0) {
                        throw new AssertionError("not to be relied on");
                    }
                },
                new Supervision(failures::add))) {
            commits.start();
            assertThatThrownBy(commits.submit(1, 1).orElseThrow()::join).hasRootCauseInstanceOf(AssertionError.class);
            assertThat(commits.submit(2, 1).orElseThrow().join()).isEqualTo("2");
            assertThat(failures).contains("test");
        }
    }

    @Test
    void whatMayHaveBeenCommittedIsSaidToHaveBeenTriedBefore() {
        var tried = Collections.synchronizedList(new ArrayList<Boolean>());
        var gate = new CountDownLatch(1);
        try (var commits = started(BOUNDS, (batch, again) -> {
            await(gate);
            tried.add(again);
            if (batch.size() > 1) {
                throw new IllegalStateException("after the commit, perhaps");
            }
            return texts(batch);
        })) {
            var first = commits.submit(1, 1).orElseThrow();
            var second = commits.submit(2, 1).orElseThrow();
            var third = commits.submit(3, 1).orElseThrow();
            gate.countDown();
            assertThat(List.of(first.join(), second.join(), third.join())).containsExactly("1", "2", "3");
            assertThat(tried).endsWith(true, true).contains(false);
        }
    }

    @Test
    void whoeverWaitsIsToldWhenItIsClosed() {
        var commits = started(BOUNDS, (batch, again) -> {
            throw new SQLException("away", "08006");
        });
        var outcome = commits.submit(1, 1).orElseThrow();
        commits.close();
        assertThatThrownBy(outcome::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void patienceEnds() {
        try (var commits = started(new Bounds(3, 1000, Duration.ofMillis(50)), (batch, again) -> {
            throw new SQLException("away", "57P01");
        })) {
            var outcome = commits.submit(1, 1).orElseThrow();
            assertThatThrownBy(outcome::join).hasRootCauseInstanceOf(DatabaseAwayException.class);
        }
    }

    @Test
    void whatDoesNotFitIsNotTakenUntilThereIsRoomAgain() {
        var gate = new CountDownLatch(1);
        try (var commits = started(BOUNDS, (batch, again) -> {
            await(gate);
            return texts(batch);
        })) {
            var large = commits.submit(1, 900).orElseThrow();
            assertThat(commits.submit(2, 101)).isEmpty();
            var small = commits.submit(3, 100).orElseThrow();
            gate.countDown();
            large.join();
            small.join();
            assertThat(awaitRoom(commits).join()).isEqualTo("4");
        }
    }

    /** Room is made after the outcome is told. */
    private static CompletableFuture<String> awaitRoom(GroupCommit<Integer, String> commits) {
        var taken = commits.submit(4, 1000);
        while (taken.isEmpty()) {
            Thread.onSpinWait();
            taken = commits.submit(4, 1000);
        }
        return taken.get();
    }

    @Test
    void aClosedOneTakesNothing() {
        var commits = started(BOUNDS, (batch, again) -> texts(batch));
        commits.close();
        assertThat(commits.submit(1, 1)).isEmpty();
    }
}
