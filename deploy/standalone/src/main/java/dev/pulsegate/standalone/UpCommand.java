package dev.pulsegate.standalone;

import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.embedded.Options;
import dev.pulsegate.embedded.UpOptions;

/** The command that runs PulseGate as one process. */
@Command(
        name = "pulsegate up",
        description = "Runs PulseGate, with its database, until it is told to stop.",
        footer = "Any setting of the services is taken from the environment too, as in QUARKUS_LOG_LEVEL=DEBUG.",
        exitCodeList = {
            "0:stopped as asked",
            "1:PulseGate cannot start",
            "2:wrong options",
            "3:the database has died and cannot be started again",
            "4:something hung when it was to stop",
        })
final class UpCommand implements Callable<Integer> {

    private final UnaryOperator<String> settings;
    private final ToIntFunction<Options> start;

    @Mixin
    private UpOptions options;

    /**
     * The command.
     *
     * @param settings looks up a configuration property; null where it is not set
     * @param start starts PulseGate; its answer is the exit code
     */
    UpCommand(UnaryOperator<String> settings, ToIntFunction<Options> start) {
        this.settings = settings;
        this.start = start;
    }

    @Override
    public Integer call() {
        return start.applyAsInt(options.settled(settings));
    }
}
