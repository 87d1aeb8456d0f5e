package dev.pulsegate.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

import static org.assertj.core.api.Assertions.assertThat;

class ProgramTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private enum Colour {
        RED,
        GREEN
    }

    @Command(name = "program", description = "Paints.")
    private static final class Painter {}

    @Command(name = "paint", description = "Paints one thing.", exitCodeList = "7:it is painted")
    private static final class Paint implements Callable<Integer> {

        @Option(
                names = {"--colour", "--color"},
                description = "which of ${COMPLETION-CANDIDATES}")
        private Colour colour;

        @Option(names = "--coats", converter = WholeNumber.FromOne.class, description = "how many")
        private int coats;

        @Option(names = "--seed", description = "what the strokes follow from")
        private Long seed;

        @Option(names = "--owner", description = "whose it is")
        private String owner;

        @Override
        public Integer call() {
            return 7;
        }
    }

    @Command(name = "sketch", description = "Passes its words on.")
    private static final class Sketch implements Callable<Integer> {

        @Unmatched
        private List<String> words = new ArrayList<>();

        @Override
        public Integer call() {
            return words.size();
        }
    }

    private final Paint paint = new Paint();

    private int run(String... words) {
        var shell = new Shell(
                name -> null,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Program(new Painter(), shell)
                .with(paint)
                .withForeign(new Sketch())
                .run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCommandGetsItsOptionsAndSaysWhatTheProgramEndsWith() {
        assertThat(run("paint", "--color=green", "--coats", "2", "--coats", "3", "--seed", "-7", "--owner", "@ada"))
                .isEqualTo(7);

        assertThat(paint.colour).isEqualTo(Colour.GREEN);
        assertThat(paint.coats).isEqualTo(3);
        assertThat(paint.seed).isEqualTo(-7);
        assertThat(paint.owner).isEqualTo("@ada");
        assertThat(out()).isEmpty();
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"paint --help", "paint -h", "paint --coats none --help", "paint --dry --help"})
    void helpGoesBeforeWhateverElseIsWrong(String line) {
        assertThat(run(line.split(" "))).isZero();

        assertThat(out())
                .startsWith("usage: program paint [OPTIONS]\n")
                .contains("Paints one thing.", "which of red, green", "exit codes:", "it is painted")
                .doesNotContain("\033");
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "paint -V"})
    void theVersionIsTheProgramsAndTheBuilds(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out()).matches("program \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paint --dry | program paint: unknown option: --dry",
                "paint wall | program paint: unknown option: wall",
                "paint --coats | program paint: --coats needs a value",
                "paint --owner --coats 2 | program paint: --owner needs a value",
                "paint --owner= | program paint: --owner needs a value",
                "paint --coats 0 | program paint: --coats takes a whole number from 1: 0",
                "paint --coats two | program paint: --coats takes a whole number from 1: two",
                "paint --seed x | program paint: --seed takes a whole number: x",
                "paint --color blue | program paint: --colour is one of red, green: blue",
                "pain | program: no such command: pain",
            })
    void whatMakesNoSenseIsRefusedWithTheReasonAndTheUsage(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);

        assertThat(err()).startsWith(message + "\nusage: program");
        assertThat(out()).isEmpty();
    }

    @Test
    void withoutACommandTheUsageListsThem() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("commands:", "paint", "sketch", "completion");
    }

    @Test
    void aForeignCommandGetsAllItsWords() {
        assertThat(run("sketch", "-h", "--coats", "x")).isEqualTo(3);
        assertThat(out()).isEmpty();
    }

    @Test
    void theShellCompletesCommandsAndOptions() throws Exception {
        assertThat(run("completion")).isZero();
        var shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        out() + "\nCOMP_WORDS=(program paint --co); COMP_CWORD=2; COMP_LINE='program paint --co'\n"
                                + "_complete_program; echo \"${COMPREPLY[*]}\"")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .endsWith("--colour --color --coats\n");
    }
}
