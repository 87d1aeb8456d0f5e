package dev.pulsegate.bench.chaos;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A minute of it, on the built product: every kind of kill once at least. */
class ChaosIT {

    @Test
    void aMinuteOfKillsLosesNothingAndDoesNothingTwice() throws Exception {
        // The tests are run in the module's folder.
        var home = Path.of("").toAbsolutePath().getParent();

        assertThat(ChaosBench.run(home, List.of("--minutes", "1", "--seed", "20261128")))
                .isTrue();
    }
}
