package dev.pulsegate.testkit.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Sends something hostile in every parameter and every field of every body that a service's OpenAPI document names, one at a
 * time, and tells what was answered wrongly. A new route or field is walked without anybody thinking of it.
 */
public final class ApiWalk implements AutoCloseable {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String token;
    private final JsonNode document;
    private final SchemaSample samples;
    private final List<String> wrong = new ArrayList<>();
    private int sent;

    /**
     * A walk.
     *
     * @param base where the service is
     * @param token whose access token is sent
     * @param document the service's OpenAPI document
     */
    public ApiWalk(URI base, String token, JsonNode document) {
        this.base = base;
        this.token = token;
        this.document = document;
        this.samples = new SchemaSample(document);
    }

    /** Walks; what was answered with 5xx, or accepted where it must be refused. */
    public List<String> wrongAnswers() {
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    walk(operation.getKey().toUpperCase(Locale.ROOT), path, operation.getValue());
                }
            }
        }
        return wrong;
    }

    /** How many requests were sent. */
    public int sent() {
        return sent;
    }

    private void walk(String method, Map.Entry<String, JsonNode> path, JsonNode operation) {
        var parameters = StreamSupport.stream(path.getValue().path("parameters").spliterator(), false)
                .collect(Collectors.toCollection(ArrayList::new));
        operation.path("parameters").forEach(parameters::add);
        for (var parameter : parameters) {
            for (var hostile : samples.hostile(parameter.path("schema"))) {
                walkParameter(method, path.getKey(), parameter, hostile);
            }
        }
        var content = operation.path("requestBody").path("content");
        if (content.has(JSON)) {
            for (var mutation : samples.mutations(content.path(JSON).path("schema"))) {
                send(method, filled(path.getKey()), JSON, mutation.body(), mutation.hostile());
            }
        }
        if (content.has(FORM)) {
            var schema = content.path(FORM).path("schema");
            samples.of(schema, 0)
                    .fieldNames()
                    .forEachRemaining(name -> Hostile.TEXTS.forEach(hostile ->
                            send(method, filled(path.getKey()), FORM, name + "=" + hostile.encoded(), hostile)));
        }
    }

    private void walkParameter(String method, String path, JsonNode parameter, Hostile hostile) {
        var name = parameter.path("name").asText();
        switch (parameter.path("in").asText()) {
            case "path" -> {
                if (!hostile.encoded().isEmpty()) {
                    send(method, filled(path.replace("{" + name + "}", hostile.encoded())), JSON, "{}", hostile);
                }
            }
            case "query" -> send(method, filled(path) + "?" + name + "=" + hostile.encoded(), JSON, "{}", hostile);
            default -> {
                // What a client can put into a header at all, the guard of headers has its own test for.
            }
        }
    }

    /** A path to nothing in particular. */
    private static String filled(String path) {
        return path.replaceAll("\\{[^}]*}", new UUID(0, 1).toString());
    }

    private void send(String method, String path, String type, String body, Hostile hostile) {
        int status = status(method, path, type, body);
        sent++;
        if (status >= 500 || (hostile.refused() && status < 400)) {
            wrong.add("%s %s %s -> %d".formatted(method, shortened(path), shortened(body), status));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    /** By a request written by hand where the address is none that Java would let pass. */
    private int status(String method, String path, String type, String body) {
        if (path.contains("%zz")) {
            return RawRequest.status(base, method, path, token);
        }
        try {
            var request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token);
            if (!method.equals("GET")) {
                request.header("Content-Type", type);
            }
            request.method(
                    method,
                    method.equals("GET")
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            // A stream of events would go on for ever.
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + shortened(path) + " " + shortened(body), e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
