package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty workers that join and leave as a seeded random generator says, while requests keep coming. How long, the system
 * property {@code reliability.simulation-seconds} says; which seed, {@code reliability.seed}.
 */
class SimulationIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("reliability.simulation-seconds", 15));
    private static final long SEED = Long.getLong("reliability.seed", 20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SPACE = "Simulated";
    private static final int WORKERS = 20;
    private static final int SUBMITTERS = 4;
    private static final int LONGEST_PAUSE_MILLIS = 25;

    /** More than any request can lose, so that each has to be completed or canceled. */
    private static final int ATTEMPT_LIMIT = 100;

    @TempDir
    Path folder;

    private final List<SimulatedWorker> workers = Collections.synchronizedList(new ArrayList<>());
    private final List<UUID> accepted = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyAcceptedRequestHasOneEndHoweverWorkersComeAndGo() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var gateway = installation.startGateway().address();
            var space =
                    owner.createSpace(gateway, SPACE, Map.of("attempt_limit", ATTEMPT_LIMIT, "queue_limit", 1_000_000));
            long end = System.nanoTime() + LENGTH.toNanos();
            simulate(owner, gateway, space, () -> System.nanoTime() - end < 0);

            try (var last = SimulatedWorker.completing(gateway, SPACE, "last", 20)) {
                workers.add(last);
                var histories = new Records(installation).awaitEnds(space, PATIENCE);

                assertThat(histories).containsOnlyKeys(accepted);
                Records.assertOneEnd(histories);
                assertThat(histories.values())
                        .extracting(Records.History::status)
                        .containsOnly("completed", "canceled");
                Records.assertNotHandedOverTwice(workers);
                workers.forEach(worker -> Records.assertInOrder(histories, worker.handedOver()));
                assertResultsAreThoseTaken(histories);
                assertThat(histories.values()).as("workers did lose requests").anyMatch(each -> each.attempt() > 1);
            }
        }
    }

    private void simulate(Owner owner, URI gateway, UUID space, BooleanSupplier goesOn) throws Exception {
        var parts = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WORKERS; i++) {
                var random = new Random(SEED + i);
                var name = "worker-" + i;
                parts.add(threads.submit(() -> comeAndGo(gateway, name, random, goesOn)));
            }
            for (int i = 0; i < SUBMITTERS; i++) {
                var random = new Random(-SEED - i);
                parts.add(threads.submit(() -> {
                    submit(owner, gateway, space, random, goesOn);
                    return null;
                }));
            }
        }
        for (var part : parts) {
            part.get();
        }
    }

    private void submit(Owner owner, URI gateway, UUID space, Random random, BooleanSupplier goesOn) throws Exception {
        while (goesOn.getAsBoolean()) {
            var request = owner.submit(gateway, space);
            accepted.add(request);
            if (random.nextInt(10) == 0) {
                assertThat(owner.cancel(gateway, request)).isIn(200, 409);
            }
            after(random.nextInt(LONGEST_PAUSE_MILLIS)).get();
        }
    }

    /** Lives again and again, each time for a while, and leaves at once or when it has finished what it has. */
    private void comeAndGo(URI gateway, String name, Random random, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            var worker = SimulatedWorker.connect(gateway, SPACE, name, 1 + random.nextInt(5), (self, request) -> {
                var _ = after(random.nextInt(300)).thenRun(() -> self.complete(request));
            });
            workers.add(worker);
            lives(worker, random.nextInt(100, 2500));
            if (random.nextInt(4) == 0) {
                worker.drain();
                lives(worker, 500);
            }
            worker.kill();
        }
    }

    private static CompletableFuture<Void> after(int millis) {
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    private static void lives(SimulatedWorker worker, int millis) {
        try {
            worker.gone().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It lived for as long as it was to live.
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A result that a worker was told was taken is the request's, and no request has two. */
    private void assertResultsAreThoseTaken(Map<UUID, Records.History> histories) {
        var taken =
                workers.stream().flatMap(worker -> worker.accepted().stream()).toList();
        assertThat(taken).doesNotHaveDuplicates().allSatisfy(each -> {
            assertThat(histories.get(each.requestId()).status()).isEqualTo("completed");
            assertThat(histories.get(each.requestId()).attempt()).isEqualTo(each.number());
        });
    }
}
