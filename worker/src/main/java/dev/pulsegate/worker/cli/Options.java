package dev.pulsegate.worker.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Set;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import dev.pulsegate.cli.WholeNumber;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.ExecHandler;
import dev.pulsegate.worker.handler.ExecOutput;
import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.SimulateHandler;
import dev.pulsegate.workerprotocol.InputKind;

/** What the command line asks for. */
final class Options {

    private static final String EXEC = "exec:";

    @Option(
            names = "--host",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            converter = Address.class,
            description = "the gateway: http(s):// or ws(s)://; ${DEFAULT-VALUE} by default")
    GatewayAddress gateway;

    @Option(
            names = "--spaces",
            paramLabel = "NAME",
            split = ",",
            description = "the spaces to serve, separated by commas")
    private List<String> spaces = List.of();

    /** Null for none. */
    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "the access key; better in the environment, as PULSEGATE_KEY. Open spaces need none")
    String key;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            defaultValue = "1",
            converter = Capacity.class,
            description = "how many requests to take at once, 1 to 1000; ${DEFAULT-VALUE} by default")
    int capacity;

    @Option(
            names = "--handler",
            paramLabel = "HANDLER",
            defaultValue = "simulate",
            completionCandidates = HandlerNames.class,
            description = {
                "what to do with a request; ${DEFAULT-VALUE} by default",
                "  echo           answer with what was asked",
                "  simulate       pretend: 1 to 5 s, progress, made-up text",
                "  exec:COMMAND   run a command (sh -c): request as JSON on its standard",
                "                 input, its lines of output become chunks"
            })
    private String handler;

    @Option(
            names = "--exec-output",
            paramLabel = "FORMAT",
            defaultValue = "lines",
            description = {
                "what a command's standard output is; ${DEFAULT-VALUE} by default",
                "  lines          text, but a last line {\"result\": …} is the result",
                "  text           text, whatever it looks like",
                "  json           one JSON object: the result"
            })
    private ExecOutput execOutput;

    /** Null for another each time. */
    @Option(names = "--seed", paramLabel = "N", description = "the same durations and words each time, with simulate")
    private Long seed;

    @Option(
            names = "--inputs",
            paramLabel = "KIND",
            split = ",",
            converter = Kind.class,
            description = "the kinds of input taken, of prompt, audio, video and file; all by default")
    Set<InputKind> inputs = Set.of();

    /** Null for the machine's. */
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "a name for the worker, for people; the machine's by default")
    String name;

    @Option(names = "--keep-trying", description = "go on trying even if the gateway refuses the key or a space")
    boolean keepTrying;

    @Option(names = "--verbose", description = "print times, progress, and what commands write to standard error")
    boolean verbose;

    static final class Address implements ITypeConverter<GatewayAddress> {

        @Override
        public GatewayAddress convert(String text) {
            try {
                return GatewayAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("is not the address of a gateway: " + e.getMessage());
            }
        }
    }

    static final class Capacity extends WholeNumber {

        Capacity() {
            super(1, 1000);
        }
    }

    static final class Kind implements ITypeConverter<InputKind> {

        @Override
        public InputKind convert(String text) {
            return InputKind.ofWireName(text.strip())
                    .orElseThrow(() -> new TypeConversionException("knows prompt, audio, video and file: " + text));
        }
    }

    /** What a shell may complete; a command after {@code exec:} is the caller's own. */
    static final class HandlerNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return List.of("echo", "simulate", EXEC).iterator();
        }
    }

    /** The names without the blanks and the empty ones that a trailing comma leaves. */
    List<String> spaces() {
        return spaces.stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /**
     * The handler asked for.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    Handler handler() {
        if (handler.startsWith(EXEC) && !handler.substring(EXEC.length()).isBlank()) {
            return new ExecHandler(handler.substring(EXEC.length()), execOutput);
        }
        return switch (handler) {
            case "echo" -> new EchoHandler();
            case "simulate" -> seed == null ? new SimulateHandler() : new SimulateHandler(seed);
            default ->
                throw new IllegalArgumentException("--handler knows echo, simulate and exec:COMMAND: " + handler);
        };
    }
}
