package dev.pulsegate.gateway.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway whose database goes away waits for it, and goes on by itself when it is back. */
class DatabaseAwayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SPACE = "MySpace";
    private static final int CAPACITY = 10;
    private static final int WAITING = 100;

    @TempDir
    Path folder;

    @Test
    void nothingAcceptedIsLostAndResultsOfTheOutageAreTakenAfterIt() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var gateway = installation.startGateway().address();
            var space = owner.createSpace(gateway, SPACE, Map.of());
            try (var holding = SimulatedWorker.holding(gateway, SPACE, "holding", CAPACITY)) {
                var accepted = new ArrayList<UUID>(owner.submit(gateway, space, CAPACITY + WAITING));
                Eventually.holds(
                        PATIENCE, () -> assertThat(holding.handedOver()).hasSize(CAPACITY));
                var running = holding.handedOver();

                installation.stopDatabase();
                var finished = running.subList(0, CAPACITY / 2);
                finished.forEach(holding::complete);
                // Refused after ten seconds of patience: for that long at least the database is away.
                var refused = owner.trySubmit(gateway, space, "now?");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(finished).allSatisfy(each -> assertThat(holding.answer(each.name()))
                        .as("nothing is taken that is not committed")
                        .isNotDone());

                installation.startDatabase();
                assertThat(finished).allSatisfy(each -> assertThat(holding.answer(each.name()))
                        .succeedsWithin(PATIENCE)
                        .isEqualTo(true));
                accepted.add(Eventually.value(PATIENCE, () -> {
                    var answer = owner.trySubmit(gateway, space, "again?");
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    return Owner.idOf(answer);
                }));
                try (var other = SimulatedWorker.completing(gateway, SPACE, "other", CAPACITY)) {
                    holding.drain();
                    holding.handedOver().stream()
                            .filter(each -> !finished.contains(each))
                            .forEach(holding::complete);
                    completeWhateverStillComes(holding, records, space);

                    var histories = records.of(space);
                    Records.assertCompletedOnce(histories, accepted);
                    Records.assertNotHandedOverTwice(List.of(holding, other));
                    Records.assertInOrder(histories, holding.handedOver());
                    Records.assertInOrder(histories, other.handedOver());
                }
            }
        }
    }

    /** What was on its way to the worker when it asked for no more. */
    private static void completeWhateverStillComes(SimulatedWorker worker, Records records, UUID space) {
        Eventually.holds(PATIENCE, Duration.ofMillis(200), () -> {
            worker.handedOver().stream()
                    .filter(each -> !worker.answer(each.name()).isDone())
                    .forEach(worker::complete);
            assertThat(records.of(space).values())
                    .filteredOn(each -> !each.isFinal())
                    .isEmpty();
        });
    }
}
