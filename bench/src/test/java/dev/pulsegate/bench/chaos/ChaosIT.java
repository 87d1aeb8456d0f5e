package dev.pulsegate.bench.chaos;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.pulsegate.bench.ReadOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A minute of it, on the built product: every kind of kill once at least. */
class ChaosIT {

    @Test
    void aMinuteOfKillsLosesNothingAndDoesNothingTwice() throws Exception {
        // The tests are run in the module's folder.
        var home = Path.of("").toAbsolutePath().getParent();

        var options = ReadOptions.into(new ChaosOptions(), "--minutes", "1", "--seed", "20261128");

        assertThat(ChaosBench.run(home, options)).isTrue();
    }
}
