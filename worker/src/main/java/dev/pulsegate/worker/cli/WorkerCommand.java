package dev.pulsegate.worker.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.cli.Terminal;
import dev.pulsegate.cli.Version;
import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.workerprotocol.ProtocolLimits;

/** The command: runs a worker and says how it ended. */
@Command(
        name = "pulsegate-worker",
        description = "Connects to a PulseGate gateway, registers for spaces, and answers their requests.",
        footer = "Ctrl+C or SIGTERM: finish what is there, take no more, then end. Again: end at once.",
        exitCodeList = {
            "0:ended as asked",
            "1:some work was given up, or something broke",
            "2:wrong options",
            "3:refused by the gateway",
            "130, 143:ended at once by Ctrl+C, SIGTERM"
        })
final class WorkerCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    WorkerCommand(Shell shell) {
        this.shell = shell;
    }

    /** Runs until the worker has ended. */
    @Override
    public Integer call() throws InterruptedException {
        var printer = new EventPrinter(Terminal.of(shell, options.verbose), options.verbose);
        return serve(client(printer), printer);
    }

    private WorkerClient client(EventPrinter printer) {
        if (options.spaces().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--spaces is needed: the names of the spaces to serve");
        }
        try {
            var builder = WorkerClient.to(options.gateway)
                    .spaces(options.spaces())
                    .capacity(options.capacity)
                    .version(Version.current())
                    .inputs(options.inputs)
                    .keepTryingWhenRefused(options.keepTrying)
                    .handler(options.handler())
                    .listener(printer);
            key().ifPresent(builder::accessKey);
            Optional.ofNullable(options.name).or(WorkerCommand::machine).ifPresent(builder::name);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<String> key() {
        return Optional.ofNullable(options.key)
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .or(() -> shell.variable("PULSEGATE_KEY"));
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
                Runtime.getRuntime().halt(WorkerExitCode.SIGNAL + number);
            }
        });
        var end = client.run();
        var exitCode =
                switch (end) {
                    case WorkerEnd.Drained() -> ExitCode.DONE;
                    case WorkerEnd.Stopped(var unfinished) -> unfinished == 0 ? ExitCode.DONE : ExitCode.FAILED;
                    case WorkerEnd.Refused(var reason) -> {
                        printer.refused(reason);
                        yield WorkerExitCode.REFUSED;
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
}
