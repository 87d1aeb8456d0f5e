package dev.pulsegate.apart;

import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.pulsegate.cli.WholeNumber;
import dev.pulsegate.embedded.Options;
import dev.pulsegate.embedded.UpOptions;

/** The command that runs PulseGate as a process for each replica of each service. */
@Command(
        name = "pulsegate up",
        description =
                "Runs PulseGate's three services apart, with their database and broker, until it is told to stop.",
        footer = "Any setting of the services is taken from the environment too, as in QUARKUS_LOG_LEVEL=DEBUG.",
        exitCodeList = {
            "0:stopped as asked",
            "1:PulseGate cannot start",
            "2:wrong options",
            "3:the database has died and cannot be started again",
            "4:something hung when it was to stop",
        })
final class ApartCommand implements Callable<Integer> {

    private final UnaryOperator<String> settings;
    private final ToIntBiFunction<Options, Integer> start;

    @Mixin
    private UpOptions options;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            converter = Replicas.class,
            defaultValue = "1",
            description = "with --apart: run so many of each service, up to " + Replicas.MOST)
    private int replicas;

    static final class Replicas extends WholeNumber {

        /** The database has a hundred connections for all of them. */
        static final int MOST = 5;

        Replicas() {
            super(1, MOST);
        }
    }

    /**
     * The command.
     *
     * @param settings looks up a configuration property; null where it is not set
     * @param start starts so many replicas of each service; its answer is the exit code
     */
    ApartCommand(UnaryOperator<String> settings, ToIntBiFunction<Options, Integer> start) {
        this.settings = settings;
        this.start = start;
    }

    /** Said to the script {@code pulsegate}, which runs this command for it. */
    @Option(names = "--apart", description = "run each service as a process of its own, with a broker between them")
    void setApart(boolean said) {
        // It is what this command does anyway.
    }

    @Override
    public Integer call() {
        return start.applyAsInt(options.settled(settings), replicas);
    }
}
