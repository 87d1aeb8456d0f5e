package dev.pulsegate.worker.cli;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.workerprotocol.ProtocolLimits;

/** The command: reads options, runs a worker, says how it ended. */
final class WorkerCommand {

    private final UnaryOperator<String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The command.
     *
     * @param environment looks up an environment variable; null where it is not set
     * @param out takes what it has to say
     * @param err takes what is wrong with the command line
     */
    WorkerCommand(UnaryOperator<String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs until the worker has ended; the exit code. */
    int run(List<String> arguments) throws InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(Options.USAGE);
            return ExitCode.DONE;
        }
        if (arguments.contains("--version")) {
            out.println("pulsegate-worker " + version());
            return ExitCode.DONE;
        }
        try {
            var options = Options.parse(arguments, environment);
            var terminal = new Terminal(
                    out, Terminal.wantsColours(environment), options.verbose(), Clock.system(ZoneId.systemDefault()));
            var printer = new EventPrinter(terminal, options.verbose());
            return serve(client(options, printer), printer);
        } catch (UsageException e) {
            err.println("pulsegate-worker: " + e.getMessage());
            err.print(Options.USAGE);
            return ExitCode.USAGE;
        }
    }

    private static WorkerClient client(Options options, EventPrinter printer) throws UsageException {
        var handler = Handlers.named(options.handler(), options.seed(), options.execOutput());
        try {
            var builder = WorkerClient.to(options.gateway())
                    .spaces(options.spaces())
                    .capacity(options.capacity())
                    .version(version())
                    .inputs(options.inputs())
                    .keepTryingWhenRefused(options.keepTrying())
                    .handler(handler)
                    .listener(printer);
            options.key().ifPresent(builder::accessKey);
            options.name().or(WorkerCommand::machine).ifPresent(builder::name);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The machine's name: whoever looks at a list of workers wants to know where each runs. */
    private static Optional<String> machine() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName())
                    .filter(name -> name.length() <= ProtocolLimits.MAX_NAME_CHARS);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int serve(WorkerClient client, EventPrinter printer) throws InterruptedException {
        var signals = new AtomicInteger();
        Signals.onEach(number -> {
            if (signals.getAndIncrement() == 0) {
                client.drain();
            } else {
                printer.statistics(client.statistics());
                killCommands();
                Runtime.getRuntime().halt(ExitCode.SIGNAL + number);
            }
        });
        var end = client.run();
        var exitCode =
                switch (end) {
                    case WorkerEnd.Drained() -> ExitCode.DONE;
                    case WorkerEnd.Stopped(var unfinished) -> unfinished == 0 ? ExitCode.DONE : ExitCode.FAILED;
                    case WorkerEnd.Refused(var reason) -> {
                        printer.refused(reason);
                        yield ExitCode.REFUSED;
                    }
                };
        printer.statistics(client.statistics());
        killCommands();
        return exitCode;
    }

    /** Ends whatever a handler has started and not ended yet. */
    private static void killCommands() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static String version() {
        return Optional.ofNullable(WorkerCommand.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
