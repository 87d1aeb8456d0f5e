package dev.pulsegate.gateway.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A worker written in Python for the prototype is served, dies, and outlives its gateway, unchanged. */
@Timeout(300)
class PythonWorkerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SPACE = "MySpace";
    private static final int SEVERAL = 5;
    private static final int LONG_WORK_SECONDS = 60;

    @TempDir
    Path folder;

    private String python;

    @BeforeEach
    void findPython() {
        var found = PythonWorker.python();
        assumeTrue(found.isPresent(), "no python3 with python-socketio, such as Debian's python3-socketio brings");
        python = found.get();
    }

    @Test
    void itServesInOrderIsReplacedWhenKilledAndComesBackToAGatewayThatWasKilled() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var onePort = Map.of("quarkus.http.port", Integer.toString(Installation.freePort()));
            var gateway = installation.startGateway(onePort);
            var address = gateway.address();
            var space = owner.createSpace(address, SPACE, Map.of());

            UUID lost;
            GatewayProcess next;
            try (var slow = PythonWorker.start(python, address, SPACE, LONG_WORK_SECONDS)) {
                lost = owner.submit(address, space);
                slow.awaitBegun(lost);
                slow.kill();
            }
            try (var worker = PythonWorker.start(python, address, SPACE, 0)) {
                worker.awaitBegun(lost);
                var several = new ArrayList<UUID>();
                for (int i = 0; i < SEVERAL; i++) {
                    several.add(owner.submit(address, space));
                }
                var served = records.awaitEnds(space, PATIENCE);
                Records.assertCompletedOnce(served, several);
                assertThat(served.get(lost).attempts()).containsExactly(1, 2);
                assertThat(worker.done()).containsExactlyElementsOf(oneAfterTheOther(lost, several));
                assertThat(owner.look(address, several.getFirst())
                                .at("/result/text")
                                .textValue())
                        .isEqualTo("WHAT IS IT?");

                gateway.kill();
                next = installation.startGateway(onePort);
                worker.awaitRegistration(2);
                var afterwards = owner.submit(address, space);
                var histories = records.awaitEnds(space, PATIENCE);
                Records.assertCompletedOnce(histories, List.of(afterwards));
            }

            // Its protocol has no leases, so an orderly stop gives its request back; that costs no attempt.
            try (var slow = PythonWorker.start(python, address, SPACE, LONG_WORK_SECONDS)) {
                var interrupted = owner.submit(address, space);
                slow.awaitBegun(interrupted);
                next.stop();
                installation.startGateway(onePort);
                slow.awaitRegistration(2);
                Eventually.holds(PATIENCE, () -> assertThat(
                                records.of(space).get(interrupted).attempts())
                        .containsExactly(1, 1));
            }
        }
    }

    private static List<String> oneAfterTheOther(UUID first, List<UUID> others) {
        return Stream.concat(Stream.of(first), others.stream())
                .flatMap(id -> Stream.of("got " + id, "answered " + id))
                .toList();
    }
}
