package dev.pulsegate.scenarios;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.event.EventReader.Event;
import dev.pulsegate.worker.handler.SimulateHandler;

import static org.assertj.core.api.Assertions.assertThat;

/** Every replica is told to stop and starts anew, while everybody goes on: no more than one of a service at a time. */
interface RollingScenarios extends Scenario {

    int REPLICAS = 2;
    int MANY_ENOUGH = 2;

    /** The processes that PulseGate consists of. */
    RunningSite running();

    @Test
    default void aRollingRestartLosesAndDoublesNothingAndLeavesNoGap() throws Exception {
        var admin = Person.admin(site());
        var library = admin.makeSpace(Map.of());
        var dialect = admin.makeSpace(Map.of());
        var simulated = new CountingHandler(new SimulateHandler());
        try (var one = Worker.at(site().address(), library.name(), simulated);
                var other = Worker.at(site().address(), library.name(), simulated);
                var byWebSocket = PrototypeWorker.connect(site().address(), "websocket", dialect.name());
                var byPolling = PrototypeWorker.connect(site().address(), "polling", dialect.name());
                var viewer = new MovingViewer(Person.newcomer(site()));
                var secondViewer = new MovingViewer(Person.newcomer(site()));
                var reader = new SteadyReader(Person.newcomer(site()))) {
            var submitters = List.of(
                    Submitter.following(Person.newcomer(site()), library),
                    Submitter.following(Person.newcomer(site()), library),
                    Submitter.waiting(Person.newcomer(site()), library),
                    Submitter.following(Person.newcomer(site()), dialect));
            submitters.forEach(each -> each.awaitDone(MANY_ENOUGH));

            for (int number = 1; number <= REPLICAS; number++) {
                running().restartReplicas(number);
            }

            submitters.forEach(each -> each.awaitDone(each.done().size() + MANY_ENOUGH));
            submitters.forEach(Submitter::finish);
            for (var submitter : submitters) {
                submitter.assertAcceptedOnce();
                assertThat(submitter.done()).allSatisfy(RollingScenarios::assertEndedOnce);
            }
            assertThat(submitters.subList(0, submitters.size() - 1))
                    .flatExtracting(Submitter::done)
                    .allSatisfy(RollingScenarios::assertDoneOnce);
            assertThat(simulated.timesById().values()).containsOnly(1);
            assertThat(submitters.getLast().done())
                    .extracting(Submitter.Done::request)
                    .allSatisfy(
                            id -> assertThat(Stream.of(byWebSocket, byPolling).flatMap(each -> each.handled().stream()))
                                    .contains(id));
            assertThat(one.registrations() + other.registrations()).isGreaterThan(REPLICAS);
            for (var each : List.of(viewer, secondViewer)) {
                each.awaitNewFrame();
                assertThat(each.connections()).isGreaterThan(1);
                assertThat(each.contradictions()).isEmpty();
                assertThat(each.longestGapMillis()).isLessThanOrEqualTo(2000);
            }
            assertThat(reader.otherAnswers()).isEmpty();
        }
    }

    /**
     * Its watcher saw each event once and in order, and one end. What a worker written for the prototype was given while its
     * connection ended may be done again: it cannot say that it goes on, and one that polls leaves without a word.
     */
    private static void assertEndedOnce(Submitter.Done done) {
        var events = done.events();
        assertThat(events)
                .extracting(event -> Integer.parseInt(event.id()))
                .containsExactlyElementsOf(
                        Stream.iterate(1, id -> id + 1).limit(events.size()).toList());
        assertThat(events)
                .extracting(Event::name)
                .endsWith("completed")
                .containsOnlyOnce("completed")
                .doesNotContain("failed", "canceled", "expired");
    }

    /** One attempt made all of it, and no piece of the output is missing. */
    private static void assertDoneOnce(Submitter.Done done) {
        var events = done.events();
        assertThat(events).extracting(Event::name).containsOnlyOnce("processing");
        var pieces = new StringBuilder();
        events.stream()
                .filter(event -> event.name().equals("chunk"))
                .forEach(event -> pieces.append(event.data().path("text").textValue()));
        if (!pieces.isEmpty()) {
            assertThat(events.getLast().data().at("/result/text").textValue()).isEqualTo(pieces.toString());
        }
    }
}
