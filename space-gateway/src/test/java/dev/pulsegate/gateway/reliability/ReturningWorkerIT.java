package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.gateway.worker.socketio.SioWorker;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.worker.WorkerEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** The reference worker outlives its gateway, and brings what it finished meanwhile to the next one. */
@Timeout(300)
class ReturningWorkerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SPACE = "MySpace";
    private static final String DEAD_AFTER = "pulsegate.gateway.replicas.dead-after";
    private static final int RUNNING = 5;
    private static final int FINISHED_ALONE = 3;

    @TempDir
    Path folder;

    private final Map<String, String> atOnePort =
            Map.of("quarkus.http.port", Integer.toString(Installation.freePort()), DEAD_AFTER, "5m");

    @Test
    void whatItFinishedWithoutAGatewayAndWhatStillRanAreTakenFromTheFirstAttempt() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var first = installation.startGateway(atOnePort);
            var space = owner.createSpace(first.address(), SPACE, Map.of());
            try (var worker = new ReferenceWorker(first.address(), SPACE, RUNNING)) {
                var accepted = owner.submit(first.address(), space, RUNNING);
                awaitStarted(worker);

                first.kill();
                worker.finish(FINISHED_ALONE);
                Eventually.holds(PATIENCE, () -> assertThat(worker.events(WorkerEvent.Completed.class))
                        .hasSize(FINISHED_ALONE));
                assertThat(completed(records, space)).isZero();

                var next = installation.startGateway(atOnePort).address();
                Eventually.holds(
                        PATIENCE, () -> assertThat(completed(records, space)).isEqualTo(FINISHED_ALONE));
                worker.finish(RUNNING - FINISHED_ALONE);
                var histories = records.awaitEnds(space, PATIENCE);

                Records.assertCompletedOnce(histories, accepted);
                assertThat(histories.values())
                        .allSatisfy(each -> assertThat(each.attempts()).containsExactly(1));
                for (var request : accepted) {
                    assertThat(owner.look(next, request).get("result")).isEqualTo(worker.resultOf(request));
                }
                worker.drain();
                assertThat(worker.events(WorkerEvent.ResultRefused.class)).isEmpty();
                assertThat(worker.events(WorkerEvent.Registered.class)).hasSize(2);
            }
        }
    }

    @Test
    void whatItHasIsItsOwnAfterAKillAndAfterAnOrderlyStopWithTheTimesAsTheyAreConfigured() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var onePort = Map.of("quarkus.http.port", Integer.toString(Installation.freePort()));
            var gateway = installation.startGateway(onePort);
            var space = owner.createSpace(gateway.address(), SPACE, Map.of("deadline_seconds", 600));
            try (var worker = new ReferenceWorker(gateway.address(), SPACE, RUNNING)) {
                var accepted = owner.submit(gateway.address(), space, RUNNING);
                awaitStarted(worker);

                gateway.kill();
                gateway = installation.startGateway(onePort);
                awaitOnlyOneLeft(records);
                gateway.stop();
                installation.startGateway(onePort);
                awaitOnlyOneLeft(records);

                worker.finish(RUNNING);
                var histories = records.awaitEnds(space, PATIENCE);
                Records.assertCompletedOnce(histories, accepted);
                assertThat(histories.values())
                        .allSatisfy(each -> assertThat(each.attempts()).containsExactly(1));
                assertThat(worker.events(WorkerEvent.Canceled.class)).isEmpty();
                assertThat(worker.events(WorkerEvent.Registered.class)).hasSize(3);
            }
        }
    }

    @Test
    void aSocketIoWorkersRequestIsGivenBackByAnOrderlyStopAndThatCostsNoAttempt() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var gateway = installation.startGateway();
            var space = owner.createSpace(gateway.address(), SPACE, Map.of());
            UUID request;
            try (var worker = SioWorker.connect(gateway.address().getPort())) {
                worker.register(SPACE);
                request = owner.submit(gateway.address(), space);
                worker.awaitRequest();
                gateway.stop();
                worker.awaitEnd();
            }
            var next = installation.startGateway().address();
            try (var heir = SimulatedWorker.completing(next, SPACE, "heir", 1)) {
                var histories = records.awaitEnds(space, PATIENCE);
                assertThat(histories.get(request).attempts()).containsExactly(1, 1);
                assertThat(heir.handedOver()).hasSize(1);
            }
        }
    }

    /** Whatever the process before had that nobody spoke for has been put back by then. */
    private static void awaitOnlyOneLeft(Records records) {
        Eventually.holds(PATIENCE, () -> assertThat(records.replicas()).isOne());
    }

    @Test
    void whatAnotherDidMeanwhileItIsToldAndNothingIsOverwritten() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var first = installation.startGateway(atOnePort);
            var other = installation.startGateway(Map.of(DEAD_AFTER, "3s")).address();
            var space = owner.createSpace(first.address(), SPACE, Map.of());
            try (var worker = new ReferenceWorker(first.address(), SPACE, RUNNING)) {
                var accepted = owner.submit(first.address(), space, RUNNING);
                awaitStarted(worker);

                first.kill();
                worker.finish(RUNNING);
                completeAll(other, records, space);

                installation.startGateway(atOnePort);
                Eventually.holds(PATIENCE, () -> assertThat(worker.events(WorkerEvent.ResultRefused.class))
                        .extracting(refused -> UUID.fromString(refused.requestId()))
                        .containsExactlyInAnyOrderElementsOf(accepted));
                Records.assertCompletedOnce(records.of(space), accepted);
                for (var request : accepted) {
                    var result = owner.look(other, request).get("result");
                    assertThat(result.get("worker").textValue()).isEqualTo("heir");
                    assertThat(result.get("attempt").intValue()).isEqualTo(2);
                }
            }
        }
    }

    private static void completeAll(URI gateway, Records records, UUID space) {
        try (var heir = SimulatedWorker.completing(gateway, SPACE, "heir", 1)) {
            records.awaitEnds(space, PATIENCE);
            Records.assertNotHandedOverTwice(List.of(heir));
        }
    }

    private static void awaitStarted(ReferenceWorker worker) {
        Eventually.holds(PATIENCE, () -> assertThat(worker.events(WorkerEvent.Started.class))
                .hasSize(RUNNING));
    }

    private static long completed(Records records, UUID space) {
        return records.of(space).values().stream()
                .filter(each -> each.status().equals("completed"))
                .count();
    }
}
