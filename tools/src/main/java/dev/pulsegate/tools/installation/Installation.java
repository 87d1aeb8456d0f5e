package dev.pulsegate.tools.installation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.connection.Failures;
import dev.pulsegate.worker.connection.GatewayAddress;

/**
 * An installation. Calls are bounded in time and take no notice of interrupts, so that what was made is known when they
 * return, and can be taken away again.
 */
public final class Installation implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final GatewayAddress address;
    private final JsonMapper mapper = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    public Installation(GatewayAddress address) {
        this.address = address;
    }

    public GatewayAddress address() {
        return address;
    }

    /** Gets what is at a path, without signing in. */
    public Answer get(String path) throws CallException {
        return call("GET", path, null, null);
    }

    /**
     * Signs in.
     *
     * @throws CallException if the installation cannot be reached or refuses; never with the password in its message
     */
    public Account signIn(String username, String password) throws CallException {
        var credentials = object().put("name", username).put("password", password);
        var answer = call("POST", "/api/auth/login", credentials, null);
        if (answer.status() == UNAUTHORIZED || answer.status() == TOO_MANY) {
            throw new CallException("the sign-in of " + username + " was refused: " + answer.detail());
        }
        var token = answer.expect(200).path("access_token");
        if (!token.isTextual()) {
            throw new CallException(answer.call() + " answered without a token: is this a PulseGate?");
        }
        return new Account(this, token.textValue());
    }

    /** An empty JSON object, to be filled. */
    public ObjectNode object() {
        return mapper.createObjectNode();
    }

    /**
     * Calls a path.
     *
     * @param body what is sent, or null for nothing
     * @param token whose call it is, or null for nobody's
     */
    Answer call(String method, String path, ObjectNode body, String token) throws CallException {
        return call(method, path, body, token, Map.of());
    }

    Answer call(String method, String path, ObjectNode body, String token, Map<String, String> headers)
            throws CallException {
        var request = request(path, token)
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        var response = send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        return new Answer(
                method + " " + path,
                response.statusCode(),
                parse(response.body()),
                Failures.clean(response.headers().firstValue("Location").orElse("")));
    }

    HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws CallException {
        try {
            return http.sendAsync(request, handler)
                    .orTimeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw unreachable(e);
        }
    }

    /** What comes in, if it is JSON; otherwise a missing node. */
    JsonNode parse(byte[] body) {
        try {
            var tree = mapper.readTree(body);
            return tree == null ? mapper.missingNode() : tree;
        } catch (JsonProcessingException notJson) {
            return mapper.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpClient http() {
        return http;
    }

    /** Says that it cannot be reached, and why. */
    CallException unreachable(Throwable failure) {
        var cause = Failures.cause(failure);
        var why = cause instanceof TimeoutException ? "no answer in time" : Failures.describe(cause);
        var hint = Failures.isDistrust(cause)
                ? ". To trust it: PULSEGATE_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE, a store with its authority"
                : "";
        return new CallException(address + " cannot be reached: " + why + hint);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
