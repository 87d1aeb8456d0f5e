package dev.pulsegate.embedded;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import dev.pulsegate.cli.WholeNumber;

/** The options of {@code pulsegate up}, in whatever shape it runs; a command takes them as a mixin. */
public final class UpOptions {

    private static final String PORT = "quarkus.http.port";

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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    static final class Port extends WholeNumber {

        Port() {
            super(0, 0xffff);
        }
    }

    /**
     * What PulseGate is started with: what was given first, what is configured next.
     *
     * @param settings looks up a configuration property; null where it is not set
     */
    public Options settled(UnaryOperator<String> settings) {
        return new Options(
                host == null ? setting(settings, "quarkus.http.host", "127.0.0.1") : host,
                port == null ? configuredPort(settings) : port,
                data,
                !noDemo && isSet(settings, "pulsegate.auth.demo-admin", "true"),
                jsonLogs || isSet(settings, "quarkus.log.console.json.enabled", "false"));
    }

    private int configuredPort(UnaryOperator<String> settings) {
        try {
            return new Port().convert(setting(settings, PORT, "8080"));
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), PORT + " " + e.getMessage(), e);
        }
    }

    private static boolean isSet(UnaryOperator<String> settings, String property, String otherwise) {
        return Boolean.parseBoolean(setting(settings, property, otherwise));
    }

    private static String setting(UnaryOperator<String> settings, String property, String otherwise) {
        var value = settings.apply(property);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
