package dev.pulsegate.tools.setup;

import java.time.Instant;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.cli.Terminal;
import dev.pulsegate.cli.Terminal.Tone;
import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Answer;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.tools.option.Target;
import dev.pulsegate.tools.option.TargetOptions;

/** The command: makes a space for a first worker, and says how to start that worker. */
@Command(
        name = "setup-space",
        description =
                "Makes a space to try workers with, TestSpace_ and the time, and prints the command that serves it.",
        exitCodeList = {"0:done", "1:it could not be made", "2:wrong options"})
public final class SetupCommand implements Callable<Integer> {

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private final Shell shell;

    @Mixin
    private TargetOptions target;

    /** Null for what is usual there. */
    @Option(
            names = "--access",
            paramLabel = "WHO",
            description =
                    "who may serve the space: open for any worker, or key for workers with an access key, which is"
                            + " then made too. By default open on this machine and key elsewhere")
    private Access access;

    private enum Access {
        OPEN,
        KEY
    }

    public SetupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var terminal = Terminal.of(shell, false);
        try {
            var asked = target.target(shell);
            var usual = asked.isThisMachine() ? Access.OPEN : Access.KEY;
            setUp(asked, access == null ? usual : access, terminal);
            return ExitCode.DONE;
        } catch (CallException e) {
            terminal.line(Tone.BAD, "✗ " + e.getMessage());
            return ExitCode.FAILED;
        }
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
                shell.out().println("  " + command);
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
