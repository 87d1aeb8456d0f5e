package dev.pulsegate.gateway.reliability;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.pulsegate.testkit.process.RunningProcess;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code socketio/worker.py} in a process of its own, and what it says. */
final class PythonWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String REGISTERED = "✓ Registration successful!";

    private final RunningProcess process;

    private PythonWorker(RunningProcess process) {
        this.process = process;
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
            var worker = new PythonWorker(RunningProcess.start(builder, PATIENCE));
            worker.awaitRegistration(1);
            return worker;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it has registered so often. */
    void awaitRegistration(int times) {
        Eventually.holds(PATIENCE, () -> assertThat(process.lines())
                .as("what it said")
                .filteredOn(REGISTERED::equals)
                .hasSize(times));
    }

    /** Waits until it works on a request. */
    void awaitBegun(UUID request) {
        Eventually.holds(PATIENCE, () -> assertThat(process.lines()).contains("got " + request));
    }

    /** What it did with requests, in order: {@code got} and {@code answered}, with their ids. */
    List<String> done() {
        return process.lines().stream()
                .filter(line -> line.startsWith("got ") || line.startsWith("answered "))
                .toList();
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
