package dev.pulsegate.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import dev.pulsegate.cli.WholeNumber;

/** The command: settles what PulseGate is started with, from the options first and the configuration next. */
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

    private static final String PORT = "quarkus.http.port";

    private final UnaryOperator<String> settings;
    private final ToIntFunction<Options> start;

    /** Null if it is not given, as is the port. */
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "listen on another address than 127.0.0.1 (this machine only)")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Port.class,
            description = "listen on another port than 8080; 0 for any free one")
    private Integer port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".data",
            description = "keep everything in this folder; ${DEFAULT-VALUE} by default")
    private Path data;

    @Option(names = "--no-demo", description = "without the demo account; needed to listen beyond this machine")
    private boolean noDemo;

    @Option(names = "--json-logs", description = "log as JSON, a line an entry")
    private boolean jsonLogs;

    @Spec
    private CommandSpec spec;

    static final class Port extends WholeNumber {

        Port() {
            super(0, 0xffff);
        }
    }

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
        return start.applyAsInt(new Options(
                host == null ? setting("quarkus.http.host", "127.0.0.1") : host,
                port == null ? configuredPort() : port,
                data,
                !noDemo && isSet("pulsegate.auth.demo-admin", "true"),
                jsonLogs || isSet("quarkus.log.console.json.enabled", "false")));
    }

    private int configuredPort() {
        try {
            return new Port().convert(setting(PORT, "8080"));
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), PORT + " " + e.getMessage(), e);
        }
    }

    private boolean isSet(String property, String otherwise) {
        return Boolean.parseBoolean(setting(property, otherwise));
    }

    private String setting(String property, String otherwise) {
        var value = settings.apply(property);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
