package dev.pulsegate.testkit.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.config.ConfigProvider;

/** The list of revocations that the {@link TestIssuer} of the service under test publishes; an empty one at first. */
public final class TestRevocations {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final int NO_CONTENT = 204;

    private TestRevocations() {}

    /** A list in the making, of one revocation: good unless a test makes it bad. */
    public static TokenBuilder list(TestTokens tokens, long sequence, String scope, String subject) {
        return list(
                tokens,
                sequence,
                Map.of(
                        "message_id",
                        UUID.randomUUID().toString(),
                        "scope",
                        scope,
                        "subject",
                        subject,
                        "revoked_at",
                        Instant.now().toString()));
    }

    /** A list that says that nothing was revoked. */
    static String nothing(TestTokens tokens) {
        return list(tokens, System.currentTimeMillis()).sign();
    }

    private static TokenBuilder list(TestTokens tokens, long sequence, Object... revocations) {
        return tokens.user()
                .type("pulsegate-revocations+jwt")
                .without("sub")
                .claim("sequence", sequence)
                .claim("complete", true)
                .claim("revocations", List.of(revocations));
    }

    /** Publishes this from now on. */
    public static void publish(String list) {
        send(HttpRequest.newBuilder(uri()).PUT(BodyPublishers.ofString(list)));
    }

    /** Publishes from now on that nothing was revoked. */
    public static void withdraw() {
        publish("");
    }

    /** How often the service has read what is published now. */
    public static int reads() {
        return send(HttpRequest.newBuilder(uri()).HEAD())
                .headers()
                .firstValue(RevocationsEndpoint.READS)
                .map(Integer::valueOf)
                .orElseThrow();
    }

    private static URI uri() {
        return URI.create(
                ConfigProvider.getConfig().getValue(TestIssuer.ISSUER, String.class) + RevocationsEndpoint.PATH);
    }

    private static HttpResponse<Void> send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.discarding());
            if (answer.statusCode() != NO_CONTENT) {
                throw new AssertionError("The list could not be put: status " + answer.statusCode());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
