package dev.pulsegate.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the options of a benchmark without running it. */
public final class ReadOptions {

    private ReadOptions() {}

    /** Fills them in. */
    public static <T> T into(T options, String... words) {
        assertThat(read(options, words)).as("exit code").isEqualTo(ExitCode.DONE);
        return options;
    }

    /** Fails unless the words are refused. */
    public static void assertRefused(Object options, String... words) {
        assertThat(read(options, words)).as("exit code").isEqualTo(ExitCode.USAGE);
    }

    private static int read(Object options, String... words) {
        Callable<Integer> command = () -> ExitCode.DONE;
        var spec = CommandSpec.wrapWithoutInspection(command)
                .name("bench")
                .addMixin("options", CommandSpec.forAnnotatedObject(options));
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Program(spec, new Shell(name -> null, nowhere, nowhere)).run(List.of(words));
    }
}
