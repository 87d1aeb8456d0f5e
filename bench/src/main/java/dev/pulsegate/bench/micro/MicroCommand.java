package dev.pulsegate.bench.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

import dev.pulsegate.cli.ExitCode;

/** {@code bench jmh}. */
@Command(
        name = "jmh",
        description = "synthesis, encoding, resampling and decoding alone, by JMH; takes JMH's own options")
public final class MicroCommand implements Callable<Integer> {

    private final Path home;

    @Unmatched
    private List<String> words = new ArrayList<>();

    public MicroCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        MicroBench.run(home, words);
        return ExitCode.DONE;
    }
}
