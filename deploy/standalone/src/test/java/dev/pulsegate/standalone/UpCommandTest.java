package dev.pulsegate.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.embedded.Options;

import static org.assertj.core.api.Assertions.assertThat;

class UpCommandTest {

    private static final int STARTED = 7;

    private final List<Options> started = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutOptionsItListensForThisMachineOnlyAndOffersTheDemoAccount() {
        assertThat(run(Map.of())).isEqualTo(STARTED);
        assertThat(started).containsExactly(new Options("127.0.0.1", 8080, Path.of(".data"), true, false));
    }

    @Test
    void everyOptionIsTaken() {
        assertThat(run(Map.of(), "--host", "::1", "--port", "0", "--data=d", "--no-demo", "--json-logs"))
                .isEqualTo(STARTED);
        assertThat(started).containsExactly(new Options("::1", 0, Path.of("d"), false, true));
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheDefaults() {
        var environment = Map.of(
                "quarkus.http.port", "9000",
                "quarkus.http.host", "::1",
                "pulsegate.auth.demo-admin", "false",
                "quarkus.log.console.json.enabled", "true");

        run(environment);
        run(environment, "--port", "9001", "--json-logs");

        assertThat(started)
                .containsExactly(
                        new Options("::1", 9000, Path.of(".data"), false, true),
                        new Options("::1", 9001, Path.of(".data"), false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port -1",
                "--port 65536",
                "--port x",
                "--port 99999999999",
                "--data",
                "--data=",
                "up",
                "-p 1"
            })
    void aWrongCommandLineIsRefused(String words) {
        assertThat(run(Map.of(), words.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("pulsegate up: ")
                .contains("\nusage: pulsegate up");
        assertThat(started).isEmpty();
    }

    @Test
    void aPortInTheEnvironmentThatIsNoneIsRefused() {
        assertThat(run(Map.of("quarkus.http.port", "http"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("pulsegate up: quarkus.http.port takes a whole number from 0 to 65535: http\n");
    }

    @Test
    void helpIsPrintedAndNothingIsStarted() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("usage: pulsegate up")
                .contains("exit codes");
        assertThat(started).isEmpty();
    }

    /** The script answers before anything is built, so it has the options' names a second time. */
    @Test
    void theScriptsUsageKnowsEveryOption() throws IOException {
        var script = Files.readString(Path.of("../../pulsegate"));
        var command = new CommandLine(new UpCommand(name -> null, _ -> 0));

        assertThat(command.getCommandSpec().optionsMap().keySet()).isNotEmpty().allSatisfy(option -> assertThat(script)
                .contains("\n    " + option + " "));
    }

    private int run(Map<String, String> settings, String... words) {
        var shell = new Shell(
                name -> null,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Program(new UpCommand(settings::get, this::start), shell).run(List.of(words));
    }

    private int start(Options options) {
        started.add(options);
        return STARTED;
    }
}
