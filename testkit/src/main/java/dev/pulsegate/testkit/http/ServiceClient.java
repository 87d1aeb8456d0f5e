package dev.pulsegate.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import org.eclipse.microprofile.config.ConfigProvider;

import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.token.TestTokens;

/**
 * A client of the service under test, as a program somebody else wrote would be one. What the service is about, a client
 * of its own adds. Where a token is asked for, null stands for a request without one.
 */
public class ServiceClient {

    public static final HttpClient HTTP = HttpClient.newHttpClient();

    public final TestTokens tokens = TestTokens.ofRunningIssuer();
    public final int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);

    public HttpRequest.Builder request(String path, String token) {
        var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    public Answer exchange(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Answer get(String path, String token) {
        return exchange(request(path, token).build());
    }

    public Answer delete(String path, String token) {
        return exchange(request(path, token).DELETE().build());
    }

    /** Sends JSON, with more headers as names and values in turn. */
    public Answer send(String method, String path, String token, String json, String... headers) {
        var builder = request(path, token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
        return exchange((headers.length == 0 ? builder : builder.headers(headers)).build());
    }

    public Answer post(String path, String token, String json, String... headers) {
        return send("POST", path, token, json, headers);
    }

    /** Posts JSON that makes something, and tells the id of what was made. */
    public String created(String path, String token, String json) {
        var answer = post(path, token, json);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return answer.text("id");
    }

    /** A metric's value, by its name and labels as they stand in the text, such as {@code a_total{b="c"}}; 0 if absent. */
    public double metric(String series) {
        return ManagementPort.metric(series);
    }
}
