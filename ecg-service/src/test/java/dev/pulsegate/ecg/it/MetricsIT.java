package dev.pulsegate.ecg.it;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.metric.MetricTable;
import dev.pulsegate.testkit.metric.Scrape;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service that runs apart tells Prometheus, held against docs/metrics.md. */
@EcgServiceTest
class MetricsIT {

    private static final Set<String> OF_OTHERS =
            Set.of("Requests and workers", "Socket.IO", "Sign-in", MetricTable.ONCE, MetricTable.APART);

    private static final Duration SOON = Duration.ofSeconds(20);

    private final EcgClient client = new EcgClient();

    @Test
    void whatIsToldIsWhatTheDocumentSays() {
        try (var viewer = client.watch(client.tokens.user().sign(), "")) {
            viewer.awaitJson();
            var scrape = Scrape.of(ManagementPort.get("/q/metrics").body());
            assertThat(MetricTable.read().differences(scrape, OF_OTHERS)).isEmpty();
        }
    }

    @Test
    void samplesAndViewersOfWhatRunsAreCounted() {
        var before = client.metric("pulsegate_ecg_samples_produced_total");
        try (var viewer = client.watch(client.tokens.user().sign(), "")) {
            viewer.awaitJson();
            assertThat(client.metric("pulsegate_ecg_viewers")).isPositive();
            assertThat(client.metric("pulsegate_ecg_streams_live")).isPositive();
            Eventually.holds(SOON, () -> assertThat(client.metric("pulsegate_ecg_samples_produced_total"))
                    .isGreaterThan(before));
        }
    }
}
