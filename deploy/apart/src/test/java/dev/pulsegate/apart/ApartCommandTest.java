package dev.pulsegate.apart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.embedded.Options;

import static org.assertj.core.api.Assertions.assertThat;

class ApartCommandTest {

    private static final int STARTED = 7;

    private record Started(Options options, int replicas) {}

    private final List<Started> started = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutOptionsThereIsOneOfEach() {
        assertThat(run("--apart")).isEqualTo(STARTED);
        assertThat(started)
                .containsExactly(new Started(new Options("127.0.0.1", 8080, Path.of(".data"), true, false), 1));
    }

    @Test
    void theOptionsOfUpAreTakenToo() {
        assertThat(run("--apart", "--replicas=2", "--host", "::1", "--port=0", "--data=d", "--no-demo", "--json-logs"))
                .isEqualTo(STARTED);
        assertThat(started).containsExactly(new Started(new Options("::1", 0, Path.of("d"), false, true), 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--replicas", "--replicas 0", "--replicas 6", "--replicas two", "--replicas -1", "apart"})
    void aWrongCommandLineIsRefused(String words) {
        assertThat(run(words.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("pulsegate up: ")
                .contains("\nusage: pulsegate up");
        assertThat(started).isEmpty();
    }

    /** The script answers before anything is built, so it has the options' names a second time. */
    @Test
    void theScriptsUsageKnowsEveryOption() throws IOException {
        var script = Files.readString(Path.of("../../pulsegate"));
        var command = new CommandLine(new ApartCommand(name -> null, (options, replicas) -> 0));

        assertThat(command.getCommandSpec().optionsMap().keySet())
                .contains("--replicas", "--data")
                .allSatisfy(option -> assertThat(script).contains("\n    " + option + " "));
    }

    private int run(String... words) {
        var print = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Program(new ApartCommand(name -> null, this::start), new Shell(name -> null, print, print))
                .run(List.of(words));
    }

    private int start(Options options, int replicas) {
        started.add(new Started(options, replicas));
        return STARTED;
    }
}
