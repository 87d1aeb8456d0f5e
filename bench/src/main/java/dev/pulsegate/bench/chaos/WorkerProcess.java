package dev.pulsegate.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A worker's process, started again whenever it is killed; what it tells goes into the history. */
final class WorkerProcess implements AutoCloseable {

    private final WorkerKind kind;
    private final String gateway;
    private final String space;
    private final String name;
    private final History history;
    private final Path log;
    private int runs;
    private Process process;
    private Thread reader;

    /**
     * Starts it.
     *
     * @param log the file that takes what it says beside
     */
    WorkerProcess(WorkerKind kind, String gateway, String space, String name, History history, Path log)
            throws IOException {
        this.kind = kind;
        this.gateway = gateway;
        this.space = space;
        this.name = name;
        this.history = history;
        this.log = log;
        this.process = launch();
    }

    private Process launch() throws IOException {
        runs++;
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ChaosWorker.class.getName(),
                kind.name(),
                gateway,
                space,
                name + '.' + runs);
        var started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        reader = Thread.ofVirtual().start(() -> read(started));
        return started;
    }

    private void read(Process from) {
        try (var lines = from.inputReader()) {
            lines.lines().forEach(line -> WorkerLines.read(line).ifPresent(history::add));
        } catch (IOException e) {
            System.err.println("cannot read what worker " + name + " says: " + e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Kills it as {@code kill -9} does and starts another. */
    void killAndRestart() throws IOException, InterruptedException {
        kill();
        process.waitFor();
        reader.join();
        process = launch();
    }

    /** By its handle: a process that is destroyed has its output closed, and what it said last would not be read. */
    private void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
