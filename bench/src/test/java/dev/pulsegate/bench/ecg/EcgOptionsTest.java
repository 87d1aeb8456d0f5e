package dev.pulsegate.bench.ecg;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EcgOptionsTest {

    @Test
    void withoutOptionsTheFourNumbersOfViewersAreMeasured() {
        assertThat(EcgOptions.parse(List.of()).viewers()).containsExactly(100, 1000, 5000, 10_000);
    }

    @Test
    void optionsAreTaken() {
        var options = EcgOptions.parse(List.of(
                "--viewers",
                "500,20",
                "--seconds",
                "3",
                "--only",
                "raw",
                "--server-opts",
                "-Xmx1g  -Xms64m",
                "--binary"));

        assertThat(options.viewers()).containsExactly(20, 500);
        assertThat(options.seconds()).isEqualTo(3);
        assertThat(options.servers()).isEqualTo(EcgOptions.Servers.RAW);
        assertThat(options.serverOptions()).containsExactly("-Xmx1g", "-Xms64m");
        assertThat(options.binary()).isTrue();
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
        assertThatThrownBy(() -> EcgOptions.parse(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
