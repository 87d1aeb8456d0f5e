package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.pulsegate.gateway.reliability.HandedOver.Attempt;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway whose database goes away waits for it, and goes on by itself when it is back. */
@Timeout(300)
class DatabaseAwayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final String SPACE = "MySpace";
    private static final int CAPACITY = 10;
    private static final int WAITING = 100;
    private static final int SUBMITTERS = 8;

    @TempDir
    Path folder;

    static Stream<Named<Consumer<Installation>>> waysToGo() {
        return Stream.of(
                Named.of("orderly", Installation::stopDatabase), Named.of("by a crash", Installation::crashDatabase));
    }

    @ParameterizedTest(name = "it goes {0}")
    @MethodSource("waysToGo")
    void nothingAcceptedIsLostAndResultsOfTheOutageAreTakenAfterIt(Consumer<Installation> go) throws Exception {
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

                var goneNanos = new AtomicLong();
                accepted.addAll(submitWhile(owner, gateway, space, () -> {
                    go.accept(installation);
                    goneNanos.set(System.nanoTime());
                }));
                var finished = finish(holding, running.subList(0, CAPACITY / 2));
                assertHealthNamesTheDatabase(gateway);
                assertEverythingIsRefusedUntil(goneNanos.get() + AWAY.toNanos(), owner, gateway, space);
                assertThat(finished).allSatisfy(each -> assertThat(holding.answer(each))
                        .as("nothing is taken that is not committed")
                        .isNotDone());

                installation.startDatabase();
                assertThat(finished).allSatisfy(each -> assertThat(holding.answer(each))
                        .succeedsWithin(PATIENCE)
                        .isEqualTo(true));
                accepted.add(Eventually.value(PATIENCE, () -> {
                    var answer = owner.trySubmit(gateway, space, "again?");
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    return Owner.idOf(answer);
                }));
                try (var other = SimulatedWorker.completing(gateway, SPACE, "other", CAPACITY)) {
                    holding.drain();
                    completeWhateverIsLeft(holding, records, space);

                    var histories = records.of(space);
                    Records.assertCompletedOnce(histories, accepted);
                    Records.assertNotHandedOverTwice(List.of(holding, other));
                    Records.assertInOrder(histories, holding.handedOver());
                    Records.assertInOrder(histories, other.handedOver());
                }
            }
        }
    }

    /** The process itself is well: to begin it anew would help nobody. */
    private static void assertHealthNamesTheDatabase(URI gateway) throws Exception {
        Eventually.holds(PATIENCE, () -> {
            var ready = get(gateway.resolve("/q/health/ready"));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body().replaceAll("\\s", ""))
                    .contains(
                            "{\"name\":\"Databaseconnectionshealthcheck\",\"status\":\"DOWN\",\"data\":{\"gateway\":");
        });
        assertThat(get(gateway.resolve("/q/health/live")).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }

    /** Submits without a pause until the first refusal, while something happens; what is under way then is refused. */
    private static Collection<UUID> submitWhile(Owner owner, URI gateway, UUID space, Runnable something)
            throws Exception {
        Queue<UUID> accepted = new ConcurrentLinkedQueue<>();
        var submitting = new ArrayList<Future<HttpResponse<String>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SUBMITTERS; i++) {
                submitting.add(threads.submit(() -> {
                    var answer = owner.trySubmit(gateway, space, "and now?");
                    while (answer.statusCode() == 202) {
                        accepted.add(Owner.idOf(answer));
                        answer = owner.trySubmit(gateway, space, "and now?");
                    }
                    return answer;
                }));
            }
            something.run();
        }
        for (var last : submitting) {
            assertUnavailable(last.get());
        }
        return accepted;
    }

    private static List<Attempt> finish(SimulatedWorker worker, List<HandedOver> requests) {
        requests.forEach(worker::complete);
        return requests.stream().map(HandedOver::name).toList();
    }

    private static void assertEverythingIsRefusedUntil(long endNanos, Owner owner, URI gateway, UUID space)
            throws Exception {
        do {
            assertUnavailable(owner.tryLook(gateway, UUID.randomUUID()));
            // Answered after the ten seconds that a submission waits for the database.
            assertUnavailable(owner.trySubmit(gateway, space, "now?"));
        } while (System.nanoTime() - endNanos < 0);
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    /** Also what was on its way to the worker when it asked for no more. */
    private static void completeWhateverIsLeft(SimulatedWorker worker, Records records, UUID space) {
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
