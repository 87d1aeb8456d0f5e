package dev.pulsegate.bench.gateway;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.cli.ExitCode;

/** {@code bench gateway}. */
@Command(
        name = "gateway",
        description = "requests submitted over REST and answered by workers that are connected",
        exitCodeList = {"0:measured", "1:it could not be measured", "2:wrong options"})
public final class GatewayCommand implements Callable<Integer> {

    private final Path home;

    @Mixin
    private GatewayOptions options;

    public GatewayCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        GatewayBench.run(home, options);
        return ExitCode.DONE;
    }
}
