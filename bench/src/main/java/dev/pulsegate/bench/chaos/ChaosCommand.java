package dev.pulsegate.bench.chaos;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.cli.ExitCode;

/** {@code bench chaos}. */
@Command(
        name = "chaos",
        description =
                "clients and workers of both kinds while every process is killed and frozen in turn, and a check of all they saw",
        exitCodeList = {
            "0:all was as it has to be",
            "1:something accepted was lost, done twice or changed after its end",
            "2:wrong options"
        })
public final class ChaosCommand implements Callable<Integer> {

    private final Path home;

    @Mixin
    private ChaosOptions options;

    public ChaosCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        return ChaosBench.run(home, options) ? ExitCode.DONE : ExitCode.FAILED;
    }
}
