package dev.pulsegate.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process started here, its output in a file. Ended with this one if it is not ended before. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(70);

    private final Process process;
    private final Path log;
    private final Runnable afterwards;
    private final Thread endWithUs;

    private ServerProcess(Process process, Path log, Runnable afterwards) {
        this.process = process;
        this.log = log;
        this.afterwards = afterwards;
        this.endWithUs = new Thread(this::end, "end-server");
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * Starts one.
     *
     * @param options options of the Java virtual machine
     * @param program what comes after them
     * @param settings what its environment has beside ours
     * @param log the file its output goes to
     * @param afterwards what is left to do when it has ended
     */
    static ServerProcess start(
            List<String> options, List<String> program, Map<String, String> settings, Path log, Runnable afterwards)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(program);
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        return new ServerProcess(builder.start(), log, afterwards);
    }

    /** A TCP port nobody listens on now. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Tells whether it answers yet. */
    @FunctionalInterface
    interface Readiness {
        boolean isReady() throws IOException, InterruptedException;
    }

    /** Waits until it answers. */
    void awaitReady(Readiness readiness, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!readiness.isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException((process.isAlive()
                                ? "The server is not ready after " + limit.toSeconds() + " s"
                                : "The server ended")
                        + "; what it said is in " + log + ":\n" + lastLines());
            }
            Thread.sleep(100);
        }
    }

    /** Whether one of its lines has these words. */
    boolean hasSaid(String words) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(words));
        }
    }

    /** What a pattern's first group is in each line it is found in. */
    List<String> said(Pattern what) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.map(what::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    private String lastLines() throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.toHandle());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it without a chance to clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        close();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (IllegalStateException e) {
            return; // we are ending, and so is it
        }
        end();
    }

    private void end() {
        stop();
        afterwards.run();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
