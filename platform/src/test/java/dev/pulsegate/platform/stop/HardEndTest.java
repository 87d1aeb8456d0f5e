package dev.pulsegate.platform.stop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HardEndTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void aProcessThatHangsWhenItIsToldToStopIsEndedWithItsLastStepDoneAndSaysSo() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangingProcess.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            process.toHandle().destroy();

            assertThat(process.onExit()).as("it ends").succeedsWithin(LIMIT);
            assertThat(process.exitValue()).isEqualTo(HardEnd.EXIT_CODE);
            assertThat(output.lines())
                    .containsExactly(
                            "pulsegate: The stop has not ended within 0.2s: something hangs, and the process is ended now.",
                            "last step");
        } finally {
            process.destroyForcibly();
        }
    }
}
