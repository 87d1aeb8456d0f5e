package dev.pulsegate.bench.chaos;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.bench.ReadOptions;
import dev.pulsegate.bench.server.Shape;

import static org.assertj.core.api.Assertions.assertThat;

class ChaosOptionsTest {

    @Test
    void minutesAndSeedAreTaken() {
        var options = ReadOptions.into(new ChaosOptions(), "--minutes", "3", "--seed", "-7");

        assertThat(options.duration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.seed).isEqualTo(-7);
        assertThat(options.shape()).isEqualTo(Shape.oneProcess());
    }

    @Test
    void apartThereAreTwoOfEachIfNothingElseIsSaid() {
        assertThat(ReadOptions.into(new ChaosOptions(), "--apart").shape()).isEqualTo(Shape.apart(2));
        assertThat(ReadOptions.into(new ChaosOptions(), "--apart", "--replicas", "3")
                        .shape())
                .isEqualTo(Shape.apart(3));
    }

    @Test
    void killsAreOfEachProcessThereIs() {
        assertThat(ReadOptions.into(new ChaosOptions(), "--kills").faults())
                .containsExactly(Fault.KILL_SERVER, Fault.KILL_DATABASE, Fault.KILL_BACKEND, Fault.KILL_WORKER);
        assertThat(ReadOptions.into(new ChaosOptions(), "--kills", "--apart").faults())
                .contains(Fault.KILL_AUTH, Fault.KILL_ECG, Fault.KILL_GATEWAY)
                .allMatch(fault -> fault.name().startsWith("KILL_"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes",
                "--minutes -1",
                "--minutes 1441",
                "--rounds 0",
                "--replicas 9",
                "--seed x",
                "--clients 0",
                "--hours 1"
            })
    void optionsThatMakeNoSenseAreRefused(String line) {
        ReadOptions.assertRefused(new ChaosOptions(), line.split(" "));
    }
}
