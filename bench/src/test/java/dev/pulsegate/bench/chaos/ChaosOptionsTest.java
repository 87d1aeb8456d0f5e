package dev.pulsegate.bench.chaos;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChaosOptionsTest {

    @Test
    void minutesAndSeedAreTaken() {
        var options = ChaosOptions.parse(List.of("--minutes", "3", "--seed", "-7"));

        assertThat(options.duration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.seed()).isEqualTo(-7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--minutes", "--minutes 0", "--minutes 1441", "--seed x", "--clients 0", "--hours 1"})
    void optionsThatMakeNoSenseAreRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChaosOptions.parse(List.of(line.split(" "))));
    }
}
