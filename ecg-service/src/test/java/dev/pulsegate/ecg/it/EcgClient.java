package dev.pulsegate.ecg.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.token.TestTokens;

/** A client of the running service, as a program somebody else wrote would be one. */
final class EcgClient {

    static final String STREAMS = "/api/ecg/streams";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    final TestTokens tokens = TestTokens.ofRunningIssuer();
    final int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);

    /** An answer whose body, if any, is JSON. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            return parse(response.body());
        }
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    HttpRequest.Builder request(String path, String token) {
        var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    Answer exchange(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Answer get(String path, String token) {
        return exchange(request(path, token).build());
    }

    Answer delete(String path, String token) {
        return exchange(request(path, token).DELETE().build());
    }

    Answer post(String path, String token, String json) {
        return exchange(request(path, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** Makes a stream and tells its id. */
    String create(String token, String json) {
        var answer = post(STREAMS, token, json);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return answer.json().get("id").textValue();
    }

    /** The socket's path with a parameter or more, such as {@code stream=demo}. */
    String target(String token, String query) {
        return "/ws/ecg/stream?token=" + token + (query.isEmpty() ? "" : "&" + query);
    }

    String address(String target) {
        return "ws://localhost:" + port + target;
    }

    TestSocket watch(String token, String query) {
        return TestSocket.open(address(target(token, query)));
    }

    TestSocket watch(String stream) {
        return watch(tokens.user().sign(), "stream=" + URLEncoder.encode(stream, StandardCharsets.UTF_8));
    }

    /** How many watch a stream now, as the list says. */
    int viewers(String stream) {
        return get(STREAMS + "/" + stream, tokens.user().sign())
                .json()
                .get("viewers")
                .intValue();
    }

    /** A metric's value, by its name and labels as they stand in the text, such as {@code a_total{b="c"}}; 0 if absent. */
    double metric(String series) {
        return ManagementPort.metric(series);
    }
}
