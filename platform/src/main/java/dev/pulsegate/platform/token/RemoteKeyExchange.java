package dev.pulsegate.platform.token;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.platform.PlatformConfig;

/** The token endpoint of auth-service: OAuth 2.0 client credentials (RFC 6749 §4.4), the key as {@code client_secret}. */
final class RemoteKeyExchange implements AccessKeyExchange, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();

    RemoteKeyExchange(PlatformConfig.Token token) {
        this.endpoint = token.tokenEndpoint().orElseGet(() -> URI.create(token.issuer() + "/oauth/token"));
    }

    @Override
    public Outcome exchange(String accessKey, String clientAddress) {
        var form =
                "grant_type=client_credentials&client_secret=" + URLEncoder.encode(accessKey, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header("X-Forwarded-For", clientAddress)
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            return outcome(http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES)));
        } catch (IOException e) {
            return new Outcome.Unavailable(endpoint + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable("interrupted");
        }
    }

    private Outcome outcome(HttpResponse<byte[]> answer) throws IOException {
        return switch (answer.statusCode()) {
            case 200 -> {
                var token = json.readTree(answer.body()).path("access_token").asText("");
                yield token.isEmpty()
                        ? new Outcome.Unavailable(endpoint + " answered without a token")
                        : new Outcome.Token(token);
            }
            case 400, 401, 403 -> new Outcome.Refused();
            default -> new Outcome.Unavailable(endpoint + " answered with status " + answer.statusCode());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
