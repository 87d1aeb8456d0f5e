package dev.pulsegate.bench.ecg;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.bench.ReadOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole benchmark, short, on the raw server in a process of its own. */
class EcgBenchIT {

    @Test
    void aRunLeavesItsFiguresInAFile(@TempDir Path home) throws Exception {
        var options = ReadOptions.into(
                new EcgOptions(),
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
                "1");

        EcgBench.run(home, options);

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
