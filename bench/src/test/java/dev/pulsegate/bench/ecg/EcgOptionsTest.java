package dev.pulsegate.bench.ecg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.bench.ReadOptions;

import static org.assertj.core.api.Assertions.assertThat;

class EcgOptionsTest {

    @Test
    void withoutOptionsTheFourNumbersOfViewersAreMeasured() {
        assertThat(ReadOptions.into(new EcgOptions()).viewers()).containsExactly(100, 1000, 5000, 10_000);
    }

    @Test
    void optionsAreTaken() {
        var options = ReadOptions.into(
                new EcgOptions(),
                "--viewers",
                "500,20",
                "--seconds",
                "3",
                "--only",
                "raw",
                "--server-opts",
                "-Xmx1g  -Xms64m",
                "--binary");

        assertThat(options.viewers()).containsExactly(20, 500);
        assertThat(options.seconds).isEqualTo(3);
        assertThat(options.measures(EcgOptions.Kind.RAW)).isTrue();
        assertThat(options.measures(EcgOptions.Kind.PRODUCT)).isFalse();
        assertThat(options.serverOptions()).containsExactly("-Xmx1g", "-Xms64m");
        assertThat(options.binary).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--viewers",
                "--viewers many",
                "--viewers 0",
                "--viewers 10,-1",
                "--seconds 0",
                "--seconds x",
                "--only both",
                "--url http://example.org/",
                "--fast"
            })
    void nonsenseIsRefused(String arguments) {
        ReadOptions.assertRefused(new EcgOptions(), arguments.split(" "));
    }
}
