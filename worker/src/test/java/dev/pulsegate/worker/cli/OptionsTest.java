package dev.pulsegate.worker.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.worker.handler.ExecHandler;
import dev.pulsegate.worker.handler.SimulateHandler;
import dev.pulsegate.workerprotocol.InputKind;

import static org.assertj.core.api.Assertions.assertThat;

class OptionsTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Only reads its options. */
    @Command(name = "pulsegate-worker")
    private static final class Reading implements Callable<Integer> {

        @Mixin
        private Options options;

        @Override
        public Integer call() {
            return ExitCode.DONE;
        }
    }

    private Options parse(String... words) {
        var reading = new Reading();
        assertThat(run(reading, words)).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return reading.options;
    }

    private int run(Object command, String... words) {
        var print = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Program(command, new Shell(name -> null, print, print)).run(List.of(words));
    }

    @Test
    void allButTheSpacesHaveDefaults() {
        var options = parse("--spaces", "A, B,");

        assertThat(options.spaces()).containsExactly("A", "B");
        assertThat(options.gateway).hasToString("http://localhost:8080");
        assertThat(options.key).isNull();
        assertThat(options.capacity).isEqualTo(1);
        assertThat(options.handler()).isInstanceOf(SimulateHandler.class);
        assertThat(options.verbose).isFalse();
        assertThat(options.keepTrying).isFalse();
        assertThat(options.inputs).isEmpty();
    }

    @Test
    void allOptionsAreTaken() {
        var options = parse(
                "--host=https://h",
                "--spaces=A",
                "--key",
                "k",
                "--capacity",
                "4",
                "--name",
                "n",
                "--verbose",
                "--handler",
                "exec:a=b --c",
                "--seed",
                "-7",
                "--inputs",
                "prompt,audio",
                "--keep-trying");

        assertThat(options.gateway).hasToString("https://h");
        assertThat(options.key).isEqualTo("k");
        assertThat(options.capacity).isEqualTo(4);
        assertThat(options.name).isEqualTo("n");
        assertThat(options.handler()).isInstanceOf(ExecHandler.class);
        assertThat(options.inputs).isEqualTo(Set.of(InputKind.PROMPT, InputKind.AUDIO));
        assertThat(options.verbose).isTrue();
        assertThat(options.keepTrying).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"echo", "simulate", "exec:true"})
    void handlersAreFoundByName(String name) {
        assertThat(parse("--handler", name).handler().getClass().getSimpleName())
                .isEqualToIgnoringCase(name.replaceFirst(":.*", "") + "Handler");
    }

    @Test
    void theLastOfAnOptionGivenTwiceCounts() {
        assertThat(parse("--capacity", "2", "--capacity", "3").capacity).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--verbose | --spaces is needed: the names of the spaces to serve",
                "--spaces , | --spaces is needed: the names of the spaces to serve",
                "--spaces | --spaces needs a value",
                "--spaces --verbose | --spaces needs a value",
                "--spaces A --capacity 0 | --capacity takes a whole number from 1 to 1000: 0",
                "--spaces A --capacity many | --capacity takes a whole number from 1 to 1000: many",
                "--spaces A --seed x | --seed takes a whole number: x",
                "--spaces A --host ftp://h | --host is not the address of a gateway: not http, https, ws or wss: ftp",
                "--spaces A --exec-output all | --exec-output is one of lines, text, json: all",
                "--spaces A --handler Echo | --handler knows echo, simulate and exec:COMMAND: Echo",
                "--spaces A --inputs smell | --inputs knows prompt, audio, video and file: smell",
                "--spaces A --colour | unknown option: --colour",
                "A | unknown option: A",
            })
    void whatMakesNoSenseIsRefusedAndNamed(String line, String message) {
        var print = new PrintStream(err, true, StandardCharsets.UTF_8);
        var command = new WorkerCommand(new Shell(name -> null, print, print));

        assertThat(run(command, line.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("pulsegate-worker: " + message + "\nusage: ");
    }
}
