package dev.pulsegate.gateway.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway killed in the middle loses nothing, and nothing is done twice. */
class KilledGatewayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SPACE = "MySpace";
    private static final int WORKERS = 5;
    private static final int CAPACITY = 10;
    private static final int RUNNING = WORKERS * CAPACITY;
    private static final int QUEUED = 1000;

    @TempDir
    Path folder;

    @Test
    void everythingAcceptedCompletesOnceAfterAKillWithFiftyRunningAndAThousandQueued() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var first = installation.startGateway();
            var space = owner.createSpace(first.address(), SPACE, Map.of());
            var before = IntStream.range(0, WORKERS)
                    .mapToObj(i -> SimulatedWorker.holding(first.address(), SPACE, "before-" + i, CAPACITY))
                    .toList();
            var accepted = owner.submit(first.address(), space, RUNNING + QUEUED);
            Eventually.holds(PATIENCE, () -> assertThat(before)
                    .allSatisfy(worker -> assertThat(worker.handedOver()).hasSize(CAPACITY)));

            first.kill();
            before.forEach(worker -> assertThat(worker.gone()).succeedsWithin(PATIENCE));
            assertThat(records.of(space).values())
                    .filteredOn(each -> each.status().equals("processing"))
                    .hasSize(RUNNING);

            var next = installation.startGateway();
            var after = new ArrayList<SimulatedWorker>();
            for (int i = 0; i < WORKERS; i++) {
                after.add(SimulatedWorker.completing(next.address(), SPACE, "after-" + i, CAPACITY));
            }
            // Finished while the gateway was away: taken as long as nobody else was given the request.
            var finished = before.subList(0, 2).stream()
                    .flatMap(worker -> worker.handedOver().stream())
                    .toList();
            finished.forEach(after.getFirst()::complete);

            var histories = records.awaitEnds(space, PATIENCE);
            assertThat(histories).hasSize(RUNNING + QUEUED);
            Records.assertCompletedOnce(histories, accepted);
            after.forEach(worker -> Records.assertInOrder(histories, worker.handedOver()));
            Records.assertNotHandedOverTwice(after);
            assertThat(finished).allSatisfy(each -> assertThat(after.getFirst().answer(each.name()))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(histories.get(each.requestId()).attempt() == 1));
            assertThat(histories.values())
                    .allSatisfy(each -> assertThat(each.attempt()).isLessThanOrEqualTo(2));
            for (var id : accepted.subList(0, 20)) {
                assertThat(owner.look(next.address(), id).get("status").textValue())
                        .isEqualTo("completed");
                assertThat(owner.events(next.address(), id))
                        .containsExactlyElementsOf(histories.get(id).events());
            }
            after.forEach(SimulatedWorker::close);
        }
    }
}
