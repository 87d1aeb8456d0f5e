package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.pulsegate.testkit.token.TestTokens;

/** A person, or with no token a worker, over HTTP. */
final class FilesClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final UUID accountId;
    private final String token;

    private FilesClient(UUID accountId, String token) {
        this.accountId = accountId;
        this.token = token;
    }

    static FilesClient person() {
        var accountId = UUID.randomUUID();
        return new FilesClient(
                accountId, TestTokens.ofRunningIssuer().user(accountId).sign());
    }

    static FilesClient admin() {
        return new FilesClient(
                UUID.randomUUID(), TestTokens.ofRunningIssuer().admin().sign());
    }

    static FilesClient keyOf(FilesClient person) {
        var token = TestTokens.ofRunningIssuer()
                .worker("*")
                .claim("sub", person.accountId.toString())
                .sign();
        return new FilesClient(person.accountId, token);
    }

    static FilesClient nobody() {
        return new FilesClient(UUID.randomUUID(), null);
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    static URI address(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** A URL of the service moved to where the test reaches it. */
    static URI here(URI url) {
        return address(url.getRawPath() + "?" + url.getRawQuery());
    }

    HttpResponse<byte[]> upload(String query, String type, byte[] bytes) {
        return send("POST", address("/api/files" + query), BodyPublishers.ofByteArray(bytes), "Content-Type", type);
    }

    /** Uploads a small file and returns its id. */
    UUID uploaded(String name, String content) {
        var answer = upload("?name=" + name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return UUID.fromString(json(answer).getString("id"));
    }

    HttpResponse<byte[]> get(URI address, String... headers) {
        return send("GET", address, BodyPublishers.noBody(), headers);
    }

    HttpResponse<byte[]> put(URI address, String type, byte[] bytes) {
        return send("PUT", address, BodyPublishers.ofByteArray(bytes), "Content-Type", type);
    }

    HttpResponse<byte[]> delete(URI address) {
        return send("DELETE", address, BodyPublishers.noBody());
    }

    HttpResponse<byte[]> stream(String method, URI address, String type, InputStream body) {
        return send(method, address, BodyPublishers.ofInputStream(() -> body), "Content-Type", type);
    }

    HttpResponse<byte[]> send(String method, URI address, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(address).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String bearer() {
        return "Bearer " + token;
    }

    static JsonObject json(HttpResponse<byte[]> answer) {
        return new JsonObject(Buffer.buffer(answer.body()));
    }
}
