package dev.pulsegate.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.tools.check.CheckCommand;
import dev.pulsegate.tools.cli.ExitCode;
import dev.pulsegate.tools.setup.SetupCommand;

/** Where the command lines start: the first word says which. */
public final class ToolsMain {

    private static final int CLEANUP_SECONDS = 60;

    private ToolsMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Whatever the locale: ticks are not in ASCII.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var done = new CountDownLatch(1);
        interruptOnSignals(done);
        int exitCode;
        try {
            exitCode = run(List.of(arguments), out, err);
        } finally {
            done.countDown();
        }
        System.exit(exitCode);
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        var command = arguments.isEmpty() ? "" : arguments.getFirst();
        var options = arguments.stream().skip(1).toList();
        return switch (command) {
            case "check" -> new CheckCommand(System::getenv, out, err).run(options);
            case "setup-space" -> new SetupCommand(System::getenv, out, err).run(options);
            default -> {
                err.println("usage: check or setup-space, and options");
                yield ExitCode.USAGE;
            }
        };
    }

    /** Ctrl+C and SIGTERM: the command is interrupted and has time to take away what it made. */
    private static void interruptOnSignals(CountDownLatch done) {
        var command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (done.getCount() > 0) {
                command.interrupt();
                await(done);
            }
        }));
    }

    private static void await(CountDownLatch done) {
        try {
            var _ = done.await(CLEANUP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
