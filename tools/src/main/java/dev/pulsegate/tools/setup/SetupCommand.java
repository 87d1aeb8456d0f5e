package dev.pulsegate.tools.setup;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.pulsegate.tools.cli.Arguments;
import dev.pulsegate.tools.cli.ExitCode;
import dev.pulsegate.tools.cli.Target;
import dev.pulsegate.tools.cli.UsageException;
import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Answer;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.cli.Terminal;
import dev.pulsegate.worker.cli.Terminal.Tone;

/** The command: makes a space for a first worker, and says how to start that worker. */
public final class SetupCommand {

    static final String USAGE = """
            usage: pulsegate setup-space [options]

            Makes a space to try workers with, TestSpace_ and the time, and prints the command that serves it.

              --host URL          the installation; http://localhost:8080 by default
              --admin-user NAME   an administrator's account; admin by default
              --admin-pass WORD   its password; better in the environment, as PULSEGATE_PASSWORD.
                                  On this machine admin has the demo account's by default
              --access WHO        who may serve the space: open for any worker, or key for workers with an
                                  access key, which is then made too. By default open on this machine and key
                                  elsewhere
              --help              print this

            exit codes: 0 done; 1 it could not be made; 2 wrong options
            """;

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final String ACCESS = "--access";
    private static final Target.OptionNames OPTIONS = new Target.OptionNames("--host", "--admin-user", "--admin-pass");

    private final UnaryOperator<String> environment;
    private final PrintStream out;
    private final PrintStream err;

    private enum Access {
        OPEN,
        KEY
    }

    /**
     * The command.
     *
     * @param environment looks up an environment variable; null where it is not set
     * @param out takes what it did
     * @param err takes what is wrong with the command line
     */
    public SetupCommand(UnaryOperator<String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Makes the space; the exit code. */
    public int run(List<String> words) {
        if (Arguments.askForHelp(words)) {
            out.print(USAGE);
            return ExitCode.DONE;
        }
        var terminal = new Terminal(out, Terminal.wantsColours(environment), false, Clock.systemUTC());
        try {
            var arguments = Arguments.parse(
                    words, Set.of(OPTIONS.host(), OPTIONS.username(), OPTIONS.passwordOption(), ACCESS));
            var target = Target.of(arguments, OPTIONS, environment);
            setUp(target, access(arguments, target), terminal);
            return ExitCode.DONE;
        } catch (UsageException e) {
            err.println("pulsegate setup-space: " + e.getMessage());
            err.print(USAGE);
            return ExitCode.USAGE;
        } catch (CallException e) {
            terminal.line(Tone.BAD, "✗ " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static Access access(Arguments arguments, Target target) throws UsageException {
        var usual = target.isThisMachine() ? Access.OPEN : Access.KEY;
        var asked = arguments.value(ACCESS).orElse(usual.name());
        return switch (asked.toLowerCase(Locale.ROOT)) {
            case "open" -> Access.OPEN;
            case "key" -> Access.KEY;
            default -> throw new UsageException(ACCESS + " is open or key: " + asked);
        };
    }

    private void setUp(Target target, Access access, Terminal terminal) throws CallException {
        try (var installation = new Installation(target.address())) {
            var account = installation.signIn(target.username(), target.password());
            try {
                terminal.line(Tone.GOOD, "✓ Signed in as " + target.username());
                var name = makeSpace(installation, account, access);
                terminal.line(Tone.GOOD, "✓ Space created: " + name);
                var command = "./pulsegate worker --host " + target.address() + " --spaces " + name;
                switch (access) {
                    case OPEN -> terminal.line(Tone.PLAIN, "Any worker may serve it. Start one with:");
                    case KEY -> {
                        command = "PULSEGATE_KEY=" + makeKey(installation, account, name) + " " + command;
                        terminal.line(
                                Tone.PLAIN, "Workers need an access key; this one is shown just once. Start one with:");
                    }
                }
                out.println("  " + command);
            } finally {
                account.signOut();
            }
        }
    }

    private static String makeSpace(Installation installation, Account account, Access access) throws CallException {
        var fields =
                installation.object().put("description", "To try workers with").put("worker_access", access.name());
        fields.putArray("inputs").add("prompt").add("audio").add("video").add("file");
        long second = Instant.now().getEpochSecond();
        var answer = account.post("/api/spaces", fields.put("name", "TestSpace_" + second));
        if (answer.status() == CONFLICT) {
            // Somebody has just made one.
            answer = account.post("/api/spaces", fields.put("name", "TestSpace_" + (second + 1)));
        }
        return created(answer).body().path("name").asText();
    }

    private static String makeKey(Installation installation, Account account, String space) throws CallException {
        var fields = installation.object().put("name", space).put("kind", "WORKER");
        fields.putArray("spaces").add(space);
        return created(account.post("/api/auth/keys", fields))
                .body()
                .path("key")
                .asText();
    }

    private static Answer created(Answer answer) throws CallException {
        if (answer.status() == FORBIDDEN) {
            throw new CallException("the account is no administrator, and only those can make a space");
        }
        var _ = answer.expect(201);
        return answer;
    }
}
