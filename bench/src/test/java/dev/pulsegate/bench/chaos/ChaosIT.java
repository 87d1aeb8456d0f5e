package dev.pulsegate.bench.chaos;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.bench.ReadOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A round of it, on the built product: every kind of kill once. */
class ChaosIT {

    @ParameterizedTest
    @ValueSource(strings = {"--seed 20261128", "--seed 20261129 --apart --replicas 2"})
    void aRoundOfKillsLosesNothingAndDoesNothingTwice(String shape) throws Exception {
        // The tests are run in the module's folder.
        var home = Path.of("").toAbsolutePath().getParent();

        var options = ReadOptions.into(new ChaosOptions(), ("--minutes 0 --rounds 1 " + shape).split(" "));

        assertThat(ChaosBench.run(home, options)).isTrue();
    }
}
