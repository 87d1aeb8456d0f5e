package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * Runs PostgreSQL's own command-line programs, which is how it wants to be created, started and stopped.
 *
 * @param home the folder that holds {@code bin}
 * @param prefix what every command line starts with: empty but for root
 */
record Programs(Path home, List<String> prefix) {

    /**
     * How a program ended.
     *
     * @param exitCode 0 when all went well
     * @param output what it printed, both streams together
     */
    record Result(int exitCode, String output) {}

    /**
     * The programs below {@code home}, for the user this process runs as. PostgreSQL refuses to run as root; in a user
     * namespace of its own (user_namespaces(7)) it sees an ordinary user id, while its files stay root's.
     */
    static Programs of(Path home) throws IOException {
        var root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        if (!root) {
            return new Programs(home, List.of());
        }
        var namespaced = new Programs(home, List.of("unshare", "-U"));
        try {
            if (namespaced.execute(Duration.ofSeconds(10), List.of("true")).exitCode() == 0) {
                return namespaced;
            }
        } catch (IOException e) {
            // No such program: told below like one that may not do it.
        }
        throw new StartupFailure("PostgreSQL does not run as root, and this system offers no user namespace to hide"
                + " that in (unshare -U): start PulseGate as an ordinary user.");
    }

    /** Runs one of PostgreSQL's programs to its end. */
    Result run(Duration limit, String program, Object... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(home.resolve("bin").resolve(program).toString());
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        return execute(limit, command);
    }

    private Result execute(Duration limit, List<String> command) throws IOException {
        var commandLine = new ArrayList<>(prefix);
        commandLine.addAll(command);
        // Into a file: a server left running would hold a pipe open, and its reader would wait for ever.
        var output = Files.createTempFile("pulsegate", ".out");
        try {
            var builder = new ProcessBuilder(commandLine)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            var exitCode = exitCode(builder.start(), limit, String.join(" ", command));
            return new Result(exitCode, Files.readString(output).strip());
        } finally {
            Files.delete(output);
        }
    }

    private static int exitCode(Process process, Duration limit, String command) throws IOException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command + " took longer than " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command, e);
        } finally {
            // Gone already, or not wanted any more.
            process.destroyForcibly();
        }
    }
}
