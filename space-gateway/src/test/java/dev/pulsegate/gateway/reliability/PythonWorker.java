package dev.pulsegate.gateway.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code socketio/worker.py} in a process of its own, and what it says. */
final class PythonWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String REGISTERED = "✓ Registration successful!";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private PythonWorker(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** A Python that has python-socketio, as Debian's {@code python3-socketio} brings it, and all it needs. */
    static Optional<String> python() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(PythonWorker::hasSocketIo)
                .findFirst();
    }

    private static boolean hasSocketIo(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import socketio, engineio, requests")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, and waits until it is registered. */
    static PythonWorker start(String python, URI gateway, String space, int secondsOfWork) {
        try {
            var script = Path.of(
                    PythonWorker.class.getResource("/socketio/worker.py").toURI());
            var builder = new ProcessBuilder(
                    python,
                    script.toString(),
                    "--host",
                    gateway.toString(),
                    "--space",
                    space,
                    "--seconds",
                    Integer.toString(secondsOfWork));
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            var worker = new PythonWorker(builder.redirectErrorStream(true).start());
            worker.awaitRegistration(1);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has registered so often. */
    void awaitRegistration(int times) {
        Eventually.holds(PATIENCE, () -> assertThat(lines)
                .as("what it said")
                .filteredOn(REGISTERED::equals)
                .hasSize(times));
    }

    /** Waits until it works on a request. */
    void awaitBegun(UUID request) {
        Eventually.holds(PATIENCE, () -> assertThat(lines).contains("got " + request));
    }

    /** What it did with requests, in order: {@code got} and {@code answered}, with their ids. */
    List<String> done() {
        return lines.stream()
                .filter(line -> line.startsWith("got ") || line.startsWith("answered "))
                .toList();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
        assertThat(process.onExit()).succeedsWithin(PATIENCE);
    }

    @Override
    public void close() {
        kill();
    }
}
