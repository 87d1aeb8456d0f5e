package dev.pulsegate.tools.check;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

import dev.pulsegate.tools.cli.Arguments;
import dev.pulsegate.tools.cli.ExitCode;
import dev.pulsegate.tools.cli.Target;
import dev.pulsegate.tools.cli.UsageException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.cli.Terminal;

/** The command: reads options, runs all rounds of checks, takes away what they made, says how it went. */
public final class CheckCommand {

    static final String USAGE = """
            usage: pulsegate check [options]

            Tries what people and workers do with an installation, prints a line for each check, and takes
            away what it made: for whoever has just deployed one, or wonders whether it works.

              --host URL         the installation; http://localhost:8080 by default
              --username NAME    an administrator's account; admin by default
              --password WORD    its password; better in the environment, as PULSEGATE_PASSWORD.
                                 On this machine admin has the demo account's by default
              --help             print this

            exit codes: 0 all is well; 1 a check failed; 2 wrong options; 130, 143 ended by Ctrl+C, SIGTERM
            """;

    private static final Target.OptionNames OPTIONS = new Target.OptionNames("--host", "--username", "--password");

    private final UnaryOperator<String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The command.
     *
     * @param environment looks up an environment variable; null where it is not set
     * @param out takes what it finds
     * @param err takes what is wrong with the command line
     */
    public CheckCommand(UnaryOperator<String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the checks. An interrupt ends them; what they made is taken away all the same.
     *
     * @return the exit code
     */
    public int run(List<String> words) {
        if (Arguments.askForHelp(words)) {
            out.print(USAGE);
            return ExitCode.DONE;
        }
        try {
            var arguments =
                    Arguments.parse(words, Set.of(OPTIONS.host(), OPTIONS.username(), OPTIONS.passwordOption()));
            return check(Target.of(arguments, OPTIONS, environment));
        } catch (UsageException e) {
            err.println("pulsegate check: " + e.getMessage());
            err.print(USAGE);
            return ExitCode.USAGE;
        }
    }

    private int check(Target target) {
        var terminal = new Terminal(out, Terminal.wantsColours(environment), false, Clock.systemUTC());
        var report = new Report(terminal);
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
