package dev.pulsegate.tools.check;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.cli.Terminal;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.tools.option.Target;
import dev.pulsegate.tools.option.TargetOptions;

/** The command: runs all rounds of checks, takes away what they made, says how it went. */
@Command(
        name = "check",
        description =
                "Tries what people and workers do with an installation, prints a line for each check, and takes away"
                        + " what it made: for whoever has just deployed one, or wonders whether it works.",
        exitCodeList = {
            "0:all is well",
            "1:a check failed",
            "2:wrong options",
            "130, 143:ended by Ctrl+C, SIGTERM",
        })
public final class CheckCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private TargetOptions target;

    public CheckCommand(Shell shell) {
        this.shell = shell;
    }

    /** Runs the checks. An interrupt ends them; what they made is taken away all the same. */
    @Override
    public Integer call() {
        return check(target.target(shell));
    }

    private int check(Target target) {
        var report = new Report(Terminal.of(shell, false));
        var run = new CheckRun(report);
        var cleanup = new Cleanup();
        report.begin(target.address().toString());
        try (var installation = new Installation(target.address())) {
            boolean interrupted = !runAll(installation, target, run, cleanup, report);
            cleanUp(run, cleanup);
            report.summary();
            return report.isGood() && !interrupted ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Whether it came to its end without being interrupted. */
    private static boolean runAll(
            Installation installation, Target target, CheckRun run, Cleanup cleanup, Report report) {
        var access = new AccessRound(installation, target, cleanup);
        // One for each way that workers may speak: whatever else there is, is checked by a round of its own.
        var rounds = List.of(
                new SpaceRound(installation, access::account, cleanup, freshName()), new EcgRound(access::account));
        try {
            boolean mayGoOn = run.run(access);
            for (var round : rounds) {
                if (mayGoOn) {
                    run.run(round);
                } else {
                    run.leaveOut(round);
                }
            }
            return true;
        } catch (InterruptedException e) {
            report.interrupted();
            return false;
        }
    }

    private static void cleanUp(CheckRun run, Cleanup cleanup) {
        // It has been heard; cleaning up is not to be cut short by it.
        var _ = Thread.interrupted();
        try {
            run.run(cleanup);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A name no other check has at the same time. */
    private static String freshName() {
        return "check-" + Instant.now().getEpochSecond() + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36), 36);
    }
}
