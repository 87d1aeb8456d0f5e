package dev.pulsegate.bench.ecg;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole benchmark, short, on the raw server in a process of its own. */
class EcgBenchIT {

    @Test
    void aRunLeavesItsFiguresInAFile(@TempDir Path home) throws Exception {
        EcgBench.run(
                home,
                List.of(
                        "--only",
                        "raw",
                        "--viewers",
                        "5",
                        "--seconds",
                        "1",
                        "--settle",
                        "0",
                        "--warm-up",
                        "1",
                        "--stalled",
                        "1"));

        var results = new ObjectMapper()
                .readTree(home.resolve("bench/target/ecg.json").toFile())
                .path("results");
        assertThat(results).hasSize(1);
        for (var row : results) {
            assertThat(row.path("server").asText()).isEqualTo("raw");
            assertThat(row.path("opened").asInt()).isEqualTo(row.path("viewers").asInt() + 1);
            assertThat(row.path("frames").asLong()).isPositive();
            assertThat(row.path("bytes_per_frame").asDouble()).isEqualTo(424);
            assertThat(row.path("cpu_micros_per_frame").isNumber()).isTrue();
            assertThat(row.path("resident_kilobytes_per_viewer").isNumber()).isTrue();
            assertThat(row.path("handshake_failures")).isEmpty();
            assertThat(row.path("closes")).isEmpty();
        }
    }
}
