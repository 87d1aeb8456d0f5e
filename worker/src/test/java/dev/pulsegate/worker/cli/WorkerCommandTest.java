package dev.pulsegate.worker.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.worker.fake.FakeGateway;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return run(Map.of(), words);
    }

    private int run(Map<String, String> environment, String... words) {
        var shell = new Shell(
                environment::get,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Program(new WorkerCommand(shell), shell).run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpAndVersionArePrinted() {
        assertThat(run("--help")).isZero();
        assertThat(out()).startsWith("usage: pulsegate-worker").contains("exit codes");
        assertThat(run("--version")).isZero();
        assertThat(out()).containsPattern("\\Rpulsegate-worker \\d+\\.\\d+\\.\\d+");
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--unknown", "--spaces", "--handler=nothing --spaces=A", "--handler=exec: --spaces=A"})
    void aWrongCommandLineIsAnsweredWithTheUsage(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err()).startsWith("pulsegate-worker: ").contains("usage: pulsegate-worker");
        assertThat(out()).isEmpty();
    }

    @Test
    void aNameThatIsTooLongIsAWrongCommandLine() {
        assertThat(run("--spaces", "x".repeat(201))).isEqualTo(2);
        assertThat(err()).contains("the name of a space has 1 to 200 characters");
    }

    @Test
    void aRefusalIsPrintedWithTheStatistics() {
        try (var gateway = FakeGateway.start()) {
            gateway.answerHandshakesWith(Optional.of(401));

            assertThat(run("--spaces", "A", "--host", gateway.address().toString()))
                    .isEqualTo(3);
            assertThat(out().lines())
                    .containsExactly(
                            "✗ Refused: an access key is needed: the gateway answered HTTP 401",
                            "Received 0, completed 0, failed 0, canceled 0, reconnects 0, mean 0.00 s");
        }
    }

    @Test
    void theKeyIsTakenFromTheEnvironmentUnlessItIsAnOption() {
        try (var gateway = FakeGateway.start()) {
            gateway.answerHandshakesWith(Optional.of(403));
            var environment = Map.of("PULSEGATE_KEY", " pgk_env ");
            var host = gateway.address().toString();

            run(environment, "--spaces", "A", "--host", host);
            assertThat(gateway.tokenForm()).endsWith("client_secret=pgk_env");
            run(environment, "--spaces", "A", "--host", host, "--key", "pgk_option");
            assertThat(gateway.tokenForm()).endsWith("client_secret=pgk_option");
        }
    }

    @Test
    void aScriptThatCompletesTheOptionsIsPrinted() {
        assertThat(run("completion")).isZero();
        assertThat(out()).contains("complete -F _complete_pulsegate_worker", "--keep-trying", "\"simulate\"");
    }
}
