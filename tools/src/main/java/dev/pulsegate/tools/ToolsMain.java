package dev.pulsegate.tools;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;

import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.tools.check.CheckCommand;
import dev.pulsegate.tools.setup.SetupCommand;

/** Where the command lines start: the first word says which. */
public final class ToolsMain {

    private static final int CLEANUP_SECONDS = 60;

    private ToolsMain() {}

    /** What its commands are part of. */
    @Command(name = "pulsegate", description = "Tries an installation of PulseGate, or sets one up.")
    private static final class Tools {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var done = new CountDownLatch(1);
        interruptOnSignals(done);
        int exitCode;
        try {
            exitCode = program(Shell.ofThisProcess()).run(List.of(arguments));
        } finally {
            done.countDown();
        }
        System.exit(exitCode);
    }

    /** All commands there are. */
    public static Program program(Shell shell) {
        return new Program(new Tools(), shell).with(new CheckCommand(shell)).with(new SetupCommand(shell));
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
