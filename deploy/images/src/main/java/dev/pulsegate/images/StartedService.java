package dev.pulsegate.images;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A service that listens. */
final class StartedService implements AutoCloseable {

    /** What Quarkus says then. */
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: http://[^:]+:(\\d+).*anagement interface listening on http://[^:]+:(\\d+)");

    private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final URI address;
    private final URI managementAddress;
    private final StartUp startUp;

    private StartedService(Process process, URI address, URI managementAddress, StartUp startUp) {
        this.process = process;
        this.address = address;
        this.managementAddress = managementAddress;
        this.startUp = startUp;
    }

    /**
     * Starts it.
     *
     * @throws IOException if it ends instead; with what it said
     */
    static StartedService start(List<String> command, Map<String, String> environment) throws IOException {
        long began = System.nanoTime();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new StringBuilder();
        var output = process.inputReader(StandardCharsets.UTF_8);
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var listening = LISTENING.matcher(line);
            if (listening.find()) {
                var took = Duration.ofNanos(System.nanoTime() - began);
                var computed = process.info().totalCpuDuration().orElse(Duration.ZERO);
                // What it says from here on, nobody reads; but it must not wait for a reader.
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return new StartedService(
                        process, local(listening.group(1)), local(listening.group(2)), new StartUp(took, computed));
            }
            said.append(line).append('\n');
        }
        throw new IOException("It did not start: " + command + "\n" + said);
    }

    private static URI local(String port) {
        return URI.create("http://localhost:" + port);
    }

    URI address() {
        return address;
    }

    URI managementAddress() {
        return managementAddress;
    }

    StartUp startUp() {
        return startUp;
    }

    /** Stops it as a container runtime does, and waits for its end: Java writes its recording then. */
    void stop() throws IOException, InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("It did not stop within " + STOP_LIMIT.toMinutes() + " min");
        }
    }

    /** Ends it however it stands, if it has not ended. */
    @Override
    public void close() {
        // Through the handle: Process.destroyForcibly would close the output under its reader.
        process.toHandle().destroyForcibly();
    }
}
