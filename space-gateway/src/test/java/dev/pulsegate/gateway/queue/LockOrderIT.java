package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.space.Space;

import static org.assertj.core.api.Assertions.assertThat;

/** Transactions that lock many rows at the same time: none waits for another that waits for it. */
class LockOrderIT extends QueueTestBase {

    private static final int ROUNDS = 8;
    private static final int REQUESTS = 400;
    private static final String DELETED = Failures.of("space_deleted", "The space was deleted.");

    private long deadlocks() {
        return database.count("select deadlocks from pg_stat_database where datname = current_database()");
    }

    private void accept(Space space) {
        Stream.generate(() -> test.acceptor.accept(test.request(space)))
                .limit(REQUESTS)
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Test
    void aSpaceIsDeletedWhileHundredsOfItsRequestsComplete() throws SQLException {
        var order = new Random(7);
        try (var other = new TestQueue(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                var space = test.space();
                accept(space);
                var claims = new ArrayList<>(test.claim(space, REQUESTS));
                Collections.shuffle(claims, order);
                var outcomes = new ArrayList<CompletableFuture<ReportOutcome>>();
                for (var claim : claims) {
                    var queue = outcomes.size() % 2 == 0 ? test : other;
                    outcomes.add(queue.reports
                            .report(new Report.Completed(claim.attempt(), "{}"))
                            .orElseThrow());
                }
                var canceled = CompletableFuture.supplyAsync(() -> cancelAll(space), threads);
                long completed = outcomes.stream()
                        .map(CompletableFuture::join)
                        .filter(outcome -> outcome == ReportOutcome.TAKEN)
                        .count();
                assertThat(completed + canceled.join()).isEqualTo(REQUESTS);
            }
        }
        assertThat(deadlocks()).isZero();
    }

    private int cancelAll(Space space) {
        try {
            return test.transitions.cancelAll(space.id(), DELETED);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void theSameKeysComeToTwoProcessesInDifferentOrder() {
        var space = test.space();
        try (var other = new TestQueue(database)) {
            for (int round = 0; round < ROUNDS; round++) {
                var keys = new ArrayList<String>();
                for (int i = 0; i < 200; i++) {
                    keys.add(round + "-" + i);
                }
                var here = submit(test, test, space, keys);
                keys.sort(Comparator.reverseOrder());
                var there = submit(other, test, space, keys);
                assertThat(Stream.concat(here.stream(), there.stream())
                                .map(CompletableFuture::join)
                                .filter(Acceptance.Accepted.class::isInstance))
                        .hasSize(keys.size());
            }
        }
        assertThat(deadlocks()).isZero();
    }

    private static List<CompletableFuture<Acceptance>> submit(
            TestQueue queue, TestQueue owner, Space space, List<String> keys) {
        return keys.stream()
                .map(key -> queue.acceptor.accept(owner.keyed(space, key, "hash")))
                .toList();
    }
}
