package dev.pulsegate.gateway.reliability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.pulsegate.testkit.process.RunningProcess;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The built service in a process of its own, on 127.0.0.1. */
final class GatewayProcess {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://[\\w.:-]+\\w)");

    private final RunningProcess process;

    private GatewayProcess(RunningProcess process) {
        this.process = process;
    }

    /** Starts it and waits until it is ready. */
    static GatewayProcess up(Map<String, String> configuration) {
        var command = RunningProcess.javaCommand("");
        command.addAll(List.of("-Xmx400m", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=0");
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("gateway.jar")));
        var gateway = new GatewayProcess(RunningProcess.start(new ProcessBuilder(command), LIMIT));
        gateway.address();
        Eventually.holds(LIMIT, () -> assertThat(gateway.readiness()).isEqualTo(200));
        return gateway;
    }

    /** It listens before it has what it needs: the keys that tokens are verified with, for one. */
    private int readiness() throws IOException, InterruptedException {
        return ready().statusCode();
    }

    /** Whether it is ready, and what it says to that. */
    HttpResponse<String> ready() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address().resolve("/q/health/ready")).build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    URI address() {
        return URI.create(process.awaitLine(ADDRESS).group(1));
    }

    String output() {
        return process.output();
    }

    /** SIGTERM: it ends in an orderly way. */
    void stop() {
        beginStop();
        process.awaitEnd();
    }

    /** The same, without waiting for the end. */
    void beginStop() {
        process.terminate();
    }

    /** SIGKILL: it cannot clean up. */
    void kill() {
        process.kill();
    }
}
