package dev.pulsegate.gateway.it;

import java.time.Duration;
import java.util.List;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.ChangeBus;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.platform.task.Supervision;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What breaks inside is seen from outside, and takes nothing with it. */
@GatewayServiceTest
class SupervisionIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    ChangeBus changes;

    @Inject
    Supervision supervision;

    private final GatewayClient client = new GatewayClient();

    /** One who wants to know, and cannot bear it until it is told to. */
    private static final class Broken implements QueueListener {
        private volatile boolean broken = true;

        @Override
        public void changed(List<Change> changes) {
            if (broken) {
                throw new NoClassDefFoundError("a listener's own trouble");
            }
        }
    }

    private double failures(String part) {
        return client.metric("pulsegate_core_failures_total{part=\"" + part + "\"}");
    }

    @Test
    void whatIsCommittedIsAcceptedAndDoneWhateverAListenerThrows() {
        var space = client.space();
        var broken = new Broken();
        changes.add(broken);
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.complete(worker.awaitRequest(), "done").awaitAnswer();
            Eventually.holds(SOON, () -> assertThat(client.status(id)).isEqualTo("completed"));
            assertThat(failures("Broken")).isPositive();
        } finally {
            broken.broken = false;
        }
    }

    @Test
    void aThreadThatFailsAgainAndAgainMakesTheServiceNotReadyUntilItRuns() {
        var thread = supervision.thread("test-thread", () -> {
            throw new StackOverflowError("deep");
        });
        thread.start();
        try {
            Eventually.holds(SOON, () -> {
                var ready = client.get("/q/health/ready", null);
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.response().body()).contains("test-thread", "StackOverflowError");
            });
            assertThat(client.get("/q/health/live", null).status()).isEqualTo(200);
            assertThat(failures("test-thread")).isPositive();
        } finally {
            thread.close();
        }
        Eventually.holds(
                SOON,
                () -> assertThat(client.get("/q/health/ready", null).status()).isEqualTo(200));
    }
}
