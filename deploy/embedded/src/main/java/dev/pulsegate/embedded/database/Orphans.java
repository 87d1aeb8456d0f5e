package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a PulseGate that was killed leaves behind: its PostgreSQL, which goes on by itself; and what a PostgreSQL that was
 * killed leaves: processes of its sessions. Only for the holder of the data folder, as nobody else may call these
 * processes orphans.
 *
 * @param binaries the folder below which every binary unpacked for this data folder is; absolute, without links
 */
record Orphans(Path binaries) {

    /** For processes whose server is gone, which end by themselves once they notice; one that computes does not look. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /** Whether anything is left. */
    boolean exist() {
        return !processes().isEmpty();
    }

    /**
     * Stops the server on {@code dataDirectory}, then whatever else is left. A server is asked first, so that it writes
     * a checkpoint; one that does not answer is told to give up, which loses nothing that was committed.
     */
    void stop(Path dataDirectory) throws IOException {
        var server = serverOn(dataDirectory);
        if (server.isPresent()) {
            PostgresCluster.stopServer(programsOf(server.get()), dataDirectory);
        }
        for (var process : processes()) {
            end(process);
        }
        // A process id outlives its process only in this file: a stranger's by now, for all PostgreSQL could tell.
        Files.deleteIfExists(dataDirectory.resolve("postmaster.pid"));
    }

    /** Ends everything at once, as a machine that loses its power would; what was committed is safe. */
    void kill() {
        for (var left = processes(); !left.isEmpty(); left = processes()) {
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(process -> process.onExit().join());
        }
    }

    /** Whether the server on {@code dataDirectory} runs. One that has ended and is not buried yet does not. */
    boolean isServerRunning(Path dataDirectory) throws IOException {
        return serverOn(dataDirectory).isPresent();
    }

    /** The process {@code postmaster.pid} names, if that is still our server and not one that was given its id since. */
    private Optional<ProcessHandle> serverOn(Path dataDirectory) throws IOException {
        var pidFile = dataDirectory.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(this::isOurs);
        }
    }

    /** The programs the server was started with: those of an earlier version may differ from today's. */
    private static Programs programsOf(ProcessHandle server) throws IOException {
        var program = Path.of(server.info().command().orElseThrow());
        return Programs.of(program.getParent().getParent());
    }

    private static void end(ProcessHandle process) throws IOException {
        // Children of a server that is gone notice by themselves.
        if (!endsWithin(PATIENCE, process)) {
            process.destroyForcibly();
            if (!endsWithin(KILL_LIMIT, process)) {
                throw new IOException("process " + process.pid() + " of an earlier run cannot be ended");
            }
        }
    }

    private static boolean endsWithin(Duration limit, ProcessHandle process) throws IOException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a process of an earlier run", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(Path::of)
                        .filter(command -> command.startsWith(binaries))
                        .isPresent();
    }
}
