package dev.pulsegate.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A built service in a process of its own, on 127.0.0.1 and a free port. */
public final class ServiceProcess implements AutoCloseable {

    /** The system property that tells a test where the built service is. */
    public static final String JAR = "service.jar";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://[\\w.:-]+\\w)");

    private final RunningProcess process;

    private ServiceProcess(RunningProcess process) {
        this.process = process;
    }

    /** Starts it, and does not wait. */
    public static ServiceProcess start(Map<String, String> configuration) {
        var command = RunningProcess.javaCommand("");
        command.addAll(List.of("-Xmx300m", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=0");
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", System.getProperty(JAR)));
        return new ServiceProcess(RunningProcess.start(new ProcessBuilder(command), LIMIT));
    }

    /** Waits until it is ready: it listens before it has what it needs. */
    public ServiceProcess awaitReady() {
        address();
        Eventually.holds(LIMIT, () -> assertThat(get("/q/health/ready", null).status())
                .as(output())
                .isEqualTo(200));
        return this;
    }

    /** Where it listens, once it does. */
    public URI address() {
        return URI.create(process.awaitLine(ADDRESS).group(1));
    }

    /** What it has said so far. */
    public String output() {
        return process.output();
    }

    /** Asks it; a null token stands for none. */
    public Answer get(String path, String token) {
        return send(request(path, token));
    }

    /** Sends it a JSON body; a null token stands for none. */
    public Answer send(String method, String path, String token, String json) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    /** A request to it; a null token stands for none. */
    public HttpRequest.Builder request(String path, String token) {
        var builder = HttpRequest.newBuilder(address().resolve(path)).timeout(LIMIT);
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    /** Sends a request and waits for the answer. */
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGKILL: it cannot clean up. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
