package dev.pulsegate.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        var shell = new Shell(
                name -> null,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.program(Path.of(""), shell).run(List.of(words));
    }

    @Test
    void helpListsTheBenchmarks() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("usage: pulsegate bench")
                .contains("\n  ecg ", "\n  gateway ", "\n  socketio ", "\n  chaos ", "\n  jmh ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecg", "gateway", "socketio", "chaos"})
    void helpOfABenchmarkListsItsOptionsWithTheirDefaults(String name) {
        assertThat(run(name, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("usage: pulsegate bench " + name)
                .containsPattern("--\\w+=.*\\(\\d[\\d,]*\\)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ecgs | pulsegate bench: no such command: ecgs",
                "ecg --only both | pulsegate bench ecg: --only is one of raw, product: both",
                "gateway --clients 0 | pulsegate bench gateway: --clients takes a whole number from 1: 0",
                "chaos --minutes 1441 | pulsegate bench chaos: --minutes takes a whole number from 0 to 1440: 1441",
            })
    void nonsenseIsRefused(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message + "\nusage: pulsegate bench");
    }
}
