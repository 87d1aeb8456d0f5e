package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers that die, come late or at the same moment as something else: every request has one end, and one only. */
class WorkersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROUNDS = 100;
    private static final int AT_ONCE = 50;

    @TempDir
    static Path folder;

    private static Installation installation;
    private static Records records;
    private static Owner owner;
    private static URI gateway;

    @BeforeAll
    static void start() {
        installation = new Installation(folder);
        records = new Records(installation);
        owner = new Owner(installation.tokens());
        gateway = installation.startGateway().address();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void aKilledWorkersRequestGoesBackToItsPlaceAndItsLateResultIsRefused() throws Exception {
        var space = owner.createSpace(gateway, "Killed", Map.of());
        owner.createSpace(gateway, "Elsewhere", Map.of());
        try (var killed = SimulatedWorker.holding(gateway, "Killed", "killed", 1)) {
            var accepted = new ArrayList<UUID>();
            for (int i = 0; i < 3; i++) {
                accepted.add(owner.submit(gateway, space));
            }
            var lost = awaitHandOver(killed, 1);
            killed.kill();
            Eventually.holds(PATIENCE, () -> assertThat(
                            records.of(space).get(lost.requestId()).status())
                    .isEqualTo("queued"));

            try (var heir = SimulatedWorker.holding(gateway, "Killed", "heir", 1);
                    var late = SimulatedWorker.holding(gateway, "Elsewhere", "late", 1)) {
                var again = awaitHandOver(heir, 1);
                assertThat(again.requestId()).as("before those behind it").isEqualTo(lost.requestId());
                assertThat(again.attempt()).isEqualTo(2);

                late.complete(lost);
                assertThat(late.answer(lost.name())).succeedsWithin(PATIENCE).isEqualTo(false);
                assertThat(owner.look(gateway, lost.requestId()).get("status").textValue())
                        .isEqualTo("processing");

                heir.complete(again);
                heir.complete(awaitHandOver(heir, 2));
                heir.complete(awaitHandOver(heir, 3));
                var histories = records.awaitEnds(space, PATIENCE);
                Records.assertCompletedOnce(histories, accepted);
                assertThat(heir.handedOver()).extracting(HandedOver::requestId).containsExactlyElementsOf(accepted);
                var result = owner.look(gateway, lost.requestId()).get("result");
                assertThat(result.get("worker").textValue()).isEqualTo("heir");
                assertThat(owner.events(gateway, lost.requestId()))
                        .containsExactly("queued", "processing", "queued", "processing", "completed");
            }
        }
    }

    private static HandedOver awaitHandOver(SimulatedWorker worker, int number) {
        return Eventually.value(PATIENCE, () -> {
            assertThat(worker.handedOver()).hasSizeGreaterThanOrEqualTo(number);
            return worker.handedOver().get(number - 1);
        });
    }

    @Test
    void aCancelAtTheMomentOfTheResultMakesOneEndThatBothAreTold() throws Exception {
        var space = owner.createSpace(gateway, "Canceled", Map.of());
        try (var worker = SimulatedWorker.holding(gateway, "Canceled", "racing", 1)) {
            for (int i = 1; i <= ROUNDS; i++) {
                owner.submit(gateway, space);
                var running = awaitHandOver(worker, i);
                var canceled = CompletableFuture.supplyAsync(() -> cancel(running.requestId()));
                worker.complete(running);

                boolean taken = worker.answer(running.name()).get(1, TimeUnit.MINUTES);
                assertThat(canceled.get(1, TimeUnit.MINUTES)).isEqualTo(taken ? 409 : 200);
                assertThat(owner.look(gateway, running.requestId())
                                .get("status")
                                .textValue())
                        .isEqualTo(taken ? "completed" : "canceled");
            }
            var histories = records.of(space);
            assertThat(histories).hasSize(ROUNDS);
            Records.assertOneEnd(histories);
        }
    }

    private static int cancel(UUID request) {
        try {
            return owner.cancel(gateway, request);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aResultAtTheMomentOfTheDeadlineMakesOneEndThatTheWorkerIsTold() throws Exception {
        var space = owner.createSpace(gateway, "Overdue", Map.of("deadline_seconds", 1));
        var random = new Random(7);
        try (var worker = SimulatedWorker.connect(gateway, "Overdue", "late", AT_ONCE, (late, request) -> {
            var delay = Duration.between(Instant.now(), request.deadline()).toMillis() + random.nextInt(-60, 160);
            after(delay).execute(() -> late.complete(request));
        })) {
            var accepted = owner.submit(gateway, space, 3 * AT_ONCE);
            var histories = records.awaitEnds(space, PATIENCE);

            assertThat(histories).containsOnlyKeys(accepted);
            Records.assertOneEnd(histories);
            assertThat(worker.handedOver()).hasSize(accepted.size()).allSatisfy(each -> {
                var taken = assertThat(worker.answer(each.name()))
                        .succeedsWithin(PATIENCE)
                        .actual();
                assertThat(histories.get(each.requestId()).status()).isEqualTo(taken ? "completed" : "expired");
            });
        }
    }

    private static Executor after(long millis) {
        return CompletableFuture.delayedExecutor(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
}
