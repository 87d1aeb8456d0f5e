package dev.pulsegate.worker.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.worker.cli.Terminal.Tone;
import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.ExecHandler;
import dev.pulsegate.worker.handler.ExecOutput;
import dev.pulsegate.worker.handler.SimulateHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) throws InterruptedException {
        return new WorkerCommand(
                        name -> null,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpAndVersionArePrinted() throws InterruptedException {
        assertThat(run("--help")).isZero();
        assertThat(out()).startsWith("usage: pulsegate-worker").contains("exit codes");
        assertThat(run("--version")).isZero();
        assertThat(out()).contains("pulsegate-worker ");
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--unknown", "--spaces", "--handler=nothing --spaces=A", "--handler=exec: --spaces=A"})
    void aWrongCommandLineIsAnsweredWithTheUsage(String line) throws InterruptedException {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err()).startsWith("pulsegate-worker: ").contains("usage: pulsegate-worker");
        assertThat(out()).isEmpty();
    }

    @Test
    void aNameThatIsTooLongIsAWrongCommandLine() throws InterruptedException {
        assertThat(run("--spaces", "x".repeat(201))).isEqualTo(2);
        assertThat(err()).contains("the name of a space has 1 to 200 characters");
    }

    @Test
    void aRefusalIsPrintedWithTheStatistics() throws InterruptedException {
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
    void handlersAreFoundByName() throws UsageException {
        assertThat(Handlers.named("echo", OptionalLong.empty(), ExecOutput.LINES))
                .isInstanceOf(EchoHandler.class);
        assertThat(Handlers.named("simulate", OptionalLong.of(1), ExecOutput.LINES))
                .isInstanceOf(SimulateHandler.class);
        assertThat(Handlers.named("exec:true", OptionalLong.empty(), ExecOutput.LINES))
                .isInstanceOf(ExecHandler.class);
        assertThatThrownBy(() -> Handlers.named("Echo", OptionalLong.empty(), ExecOutput.LINES))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void linesAreColouredOnlyWhereWantedAndCannotCommandTheTerminal() {
        var clock = Clock.fixed(Instant.parse("2030-01-01T12:34:56Z"), ZoneOffset.UTC);
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Terminal(print, false, false, clock).line(Tone.GOOD, "plain \033[2J\nline");
        new Terminal(print, true, true, clock).line(Tone.BAD, "red");

        assertThat(out()).isEqualTo("plain  [2J line\n12:34:56 \033[31mred\033[0m\n");
    }

    @Test
    void noColoursOutsideATerminal() {
        assertThat(Terminal.wantsColours(name -> null)).isFalse();
    }
}
