package dev.pulsegate.bench.ecg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.cli.ExitCode;

/** {@code bench ecg}. */
@Command(
        name = "ecg",
        description = "viewers on PulseGate's ECG socket and on a raw Vert.x broadcast server",
        exitCodeList = {"0:measured", "1:it could not be measured", "2:wrong options"})
public final class EcgCommand implements Callable<Integer> {

    private final Path home;

    @Mixin
    private EcgOptions options;

    public EcgCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        EcgBench.run(home, options);
        return ExitCode.DONE;
    }
}
