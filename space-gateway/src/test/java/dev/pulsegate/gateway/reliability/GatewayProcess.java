package dev.pulsegate.gateway.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The built service in a process of its own, on 127.0.0.1. */
final class GatewayProcess {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://[\\w.:-]+\\w)");

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final CompletableFuture<Void> endOfOutput = new CompletableFuture<>();

    private GatewayProcess(Process process) {
        this.process = process;
    }

    /** Starts it and waits until it is ready. */
    static GatewayProcess up(Map<String, String> configuration) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // These processes live for seconds: compiling them well would cost more than it saves.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx400m", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=0");
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("gateway.jar")));
        try {
            var gateway = new GatewayProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            Thread.ofVirtual().start(gateway::read);
            assertThat(CompletableFuture.anyOf(gateway.address, gateway.endOfOutput))
                    .as("it is up or over")
                    .succeedsWithin(LIMIT);
            assertThat(gateway.address)
                    .as("it is up; it said:\n%s", gateway.output())
                    .isCompleted();
            Eventually.holds(LIMIT, () -> assertThat(gateway.readiness()).isEqualTo(200));
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It listens before it has what it needs: the keys that tokens are verified with, for one. */
    private int readiness() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address().resolve("/q/health/ready")).build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void read() {
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                }
                var said = ADDRESS.matcher(line);
                if (said.find()) {
                    address.complete(URI.create(said.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            endOfOutput.complete(null);
        }
    }

    URI address() {
        return address.join();
    }

    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** SIGTERM: it ends in an orderly way. */
    void stop() {
        process.toHandle().destroy();
        assertThat(process.onExit()).as("it ends").succeedsWithin(LIMIT);
        assertThat(endOfOutput).as("nothing holds its output open").succeedsWithin(LIMIT);
    }

    /** SIGKILL: it cannot clean up. */
    void kill() {
        process.toHandle().destroyForcibly();
        assertThat(process.onExit()).as("it ends").succeedsWithin(LIMIT);
        assertThat(endOfOutput).as("nothing holds its output open").succeedsWithin(LIMIT);
    }
}
