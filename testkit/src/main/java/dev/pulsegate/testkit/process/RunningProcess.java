package dev.pulsegate.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** A process whose output, and what it complains of, is read as it comes. */
public final class RunningProcess implements AutoCloseable {

    private final Process process;
    private final Duration limit;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Void> endOfOutput = new CompletableFuture<>();

    private RunningProcess(Process process, Duration limit) {
        this.process = process;
        this.limit = limit;
    }

    /**
     * Starts it.
     *
     * @param limit what anything waited for here may take
     */
    public static RunningProcess start(ProcessBuilder builder, Duration limit) {
        try {
            var running = new RunningProcess(builder.redirectErrorStream(true).start(), limit);
            Thread.ofVirtual().start(running::read);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins a command that runs Java as these tests do. These processes live for seconds: compiling them well would cost
     * more than it saves.
     *
     * @param agent what counts coverage in it, as an option for Java; anything else is left out
     */
    public static List<String> javaCommand(String agent) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        if (agent.startsWith("-javaagent")) {
            command.add(agent);
        }
        return command;
    }

    private void read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            endOfOutput.complete(null);
            synchronized (lines) {
                lines.notifyAll();
            }
        }
    }

    /** Waits until part of a line of its output is so; it must not end before. */
    public MatchResult awaitLine(Pattern pattern) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lines) {
            for (int next = 0; ; ) {
                for (; next < lines.size(); next++) {
                    var found = pattern.matcher(lines.get(next));
                    if (found.find()) {
                        return found.toMatchResult();
                    }
                }
                long left = deadline - System.nanoTime();
                if (endOfOutput.isDone() || left <= 0) {
                    throw new AssertionError("It did not say " + pattern + "; it said:\n" + output());
                }
                try {
                    lines.wait(left / 1_000_000 + 1);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** What it has said so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The same, each line with a line feed. */
    public String output() {
        var text = new StringBuilder();
        lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, as an operating system or container stops it. */
    public void terminate() {
        // Through the handle: Process.destroy would close the output before the last words are read.
        process.toHandle().destroy();
    }

    /** SIGKILL: it cannot clean up. Waits for its end. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Waits until it has ended and all it said is read; its exit code. */
    public int awaitEnd() {
        assertThat(process.onExit()).as("it ends; it said:\n%s", output()).succeedsWithin(limit);
        assertThat(endOfOutput).as("nothing holds its output open").succeedsWithin(limit);
        return process.exitValue();
    }

    /** Ends it however it stands, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
