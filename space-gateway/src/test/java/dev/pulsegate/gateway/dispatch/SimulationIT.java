package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.TestDatabase;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.space.QueueRules;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.gateway.queue.TestQueue.RULES;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty workers on two replicas come, go, fail, dawdle and answer late, by chance, while requests come and are canceled,
 * and one replica dies. What each does is drawn from a seed; when exactly, is up to the threads.
 */
@Timeout(180)
class SimulationIT {

    private static final long SEED = 20_260_301;
    private static final int WORKERS = 20;
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("pulsegate.simulation.seconds", 20));

    private final Map<UUID, List<Claim>> handedOver = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> wins = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void everyAcceptedRequestComesToExactlyOneEnd() throws Exception {
        try (var database = TestDatabase.create();
                var survivor = new TestReplica(database)) {
            var victim = new TestReplica(database, survivor);
            var space = survivor.space(new QueueRules(
                    true,
                    5,
                    Duration.ofSeconds(2),
                    RULES.maxWait(),
                    1_000_000,
                    0,
                    Duration.ZERO,
                    0,
                    0,
                    5,
                    RULES.priorityAgeing()));
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < WORKERS; i++) {
                var replica = i % 2 == 0 ? survivor : victim;
                int number = i;
                threads.add(Thread.ofVirtual().start(() -> workerLife(replica, space, new Random(SEED + number))));
            }
            var accepted = submit(survivor, space);
            over.set(true);
            for (var thread : threads) {
                thread.join();
            }
            // Without a word, in the middle of its work: its rows stay as they are.
            victim.die();
            finish(survivor, space, accepted);
            check(survivor, accepted);
        }
    }

    private List<UUID> submit(TestReplica replica, Space space) throws Exception {
        var random = new Random(SEED);
        var accepted = new ArrayList<UUID>();
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            accepted.add(replica.test.accepted(replica.test.request(space, random.nextInt(2), 1)));
            if (random.nextInt(20) == 0) {
                var some = accepted.get(random.nextInt(accepted.size()));
                replica.test
                        .transitions
                        .cancel(some, Failures.of("canceled", "Not wanted."), Witness.NONE)
                        .ifPresent(change -> won(some));
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(4000));
        }
        return accepted;
    }

    private void won(UUID id) {
        wins.merge(id, 1, Integer::sum);
    }

    private void workerLife(TestReplica replica, Space space, Random random) {
        while (!over.get()) {
            var worker = replica.worker(space, 1 + random.nextInt(4));
            var left = new ArrayList<Claim>();
            for (int i = random.nextInt(40); i >= 0 && !over.get(); i--) {
                var claim = poll(worker.received);
                if (claim != null) {
                    handedOver
                            .computeIfAbsent(claim.attempt().requestId(), id -> new ArrayList<>())
                            .add(claim);
                    treat(worker, claim, random, left);
                }
            }
            worker.vanish();
            // After its end it still answers, as a worker does that has not noticed.
            left.forEach(claim -> answer(worker, claim));
        }
    }

    private static Claim poll(LinkedBlockingQueue<Claim> queue) {
        try {
            return queue.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void treat(FakeWorker worker, Claim claim, Random random, List<Claim> left) {
        int chance = random.nextInt(100);
        if (chance < 70) {
            worker.report(new Report.Chunk(claim.attempt(), 0, "{\"text\":\"a\"}"));
            answer(worker, claim);
            answerAgain(worker, claim);
        } else if (chance < 80) {
            worker.fail(claim);
        } else if (chance < 85) {
            if (worker.report(new Report.Failed(claim.attempt(), Failures.of("worker_failed", "no idea")))
                    == ReportOutcome.TAKEN) {
                won(claim.attempt().requestId());
            }
        } else {
            left.add(claim);
        }
    }

    private void answer(FakeWorker worker, Claim claim) {
        if (worker.complete(claim) == ReportOutcome.TAKEN) {
            won(claim.attempt().requestId());
        }
    }

    private static void answerAgain(FakeWorker worker, Claim claim) {
        assertThat(worker.complete(claim)).isNotEqualTo(ReportOutcome.TAKEN);
    }

    /** What is left is done by one good worker. */
    private void finish(TestReplica replica, Space space, List<UUID> accepted) {
        var worker = replica.worker(space, 50);
        var diligent = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Claim claim;
                try {
                    claim = worker.received.take();
                } catch (InterruptedException e) {
                    return;
                }
                answer(worker, claim);
            }
        });
        Eventually.holds(Duration.ofSeconds(60), () -> {
            var states = new HashMap<RequestState, Integer>();
            for (var id : accepted.subList(Math.max(0, accepted.size() - 200), accepted.size())) {
                states.merge(replica.test.stored(id).state(), 1, Integer::sum);
            }
            assertThat(states.keySet()).allMatch(RequestState::isFinal);
            assertThat(replica.test.claims.withWaiting(Map.of(space.id(), Long.MIN_VALUE)))
                    .isEmpty();
        });
        diligent.interrupt();
    }

    private void check(TestReplica replica, List<UUID> accepted) throws SQLException {
        assertThat(accepted).hasSizeGreaterThan((int) LENGTH.toSeconds() * 50);
        var ends = new HashMap<RequestState, Integer>();
        for (var id : accepted) {
            var request = replica.test.stored(id);
            Eventually.holds(
                    Duration.ofSeconds(15),
                    () -> assertThat(replica.test.stored(id).state().isFinal()).isTrue());
            ends.merge(replica.test.stored(id).state(), 1, Integer::sum);
            var types = replica.test.eventTypes(id);
            assertThat(types.stream()
                            .filter(type -> RequestState.valueOf(upper(type)).isFinal()))
                    .as("ends of %s: %s", request, types)
                    .hasSize(1);
            assertThat(types.getLast())
                    .isEqualTo(replica.test.stored(id).state().wireName());
            assertThat(wins.getOrDefault(id, 0)).as("wins of %s", id).isLessThanOrEqualTo(1);
        }
        assertThat(ends).containsKeys(RequestState.COMPLETED, RequestState.CANCELED, RequestState.FAILED);
        handedOver.forEach((id, claims) -> assertThat(
                        claims.stream().map(claim -> claim.attempt().lease()))
                .as("leases of %s", id)
                .doesNotHaveDuplicates());
    }

    private static String upper(String type) {
        return switch (type) {
            case "progress", "chunk" -> "PROCESSING";
            default -> type.toUpperCase(java.util.Locale.ROOT);
        };
    }
}
