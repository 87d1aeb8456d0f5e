package dev.pulsegate.platform.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;

import dev.pulsegate.contracts.RevocationList;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.channel.ChannelJson;

/**
 * The revocations that auth-service publishes, verified with its published keys. A list that has ended or is older than
 * one read before is refused: whoever stands in between may repeat what was once signed, but not for long.
 */
final class RemoteRevocations implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A full list's size, with room to spare. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final URI uri;
    private final ChannelJson json;
    private final JwtConsumer consumer;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private long sequence = Long.MIN_VALUE;
    private boolean complete;

    /** What the last answer may be compared by, and until when the list it brought is good. */
    private String tag = "";

    private Instant goodUntil = Instant.MIN;

    RemoteRevocations(PlatformConfig.Token config, VerificationKeys keys, ChannelJson json) {
        this.uri = config.revocationsUri().orElseGet(() -> besideKeys(config));
        this.json = json;
        this.consumer = TokenVerifier.signedBy(keys, config)
                .setExpectedType(true, RevocationList.TYPE)
                .setSkipDefaultAudienceValidation()
                .build();
    }

    private static URI besideKeys(PlatformConfig.Token config) {
        return config.jwksUri()
                .map(keys -> keys.resolve(RevocationList.PATH))
                .orElseGet(() -> URI.create(config.issuer() + RevocationList.PATH));
    }

    /** What was revoked; nothing if it is the same as last time. */
    RevocationList read() throws RevocationsUnreadableException {
        var answer = ask();
        return switch (answer.statusCode()) {
            case OK -> verified(answer);
            case NOT_MODIFIED -> new RevocationList(sequence, complete, List.of());
            default -> throw new RevocationsUnreadableException(uri + " answers with status " + answer.statusCode());
        };
    }

    /** Not modified is said by nobody who signs, so that is asked only while the last list is good. */
    private HttpResponse<byte[]> ask() throws RevocationsUnreadableException {
        var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (!tag.isEmpty() && clock.instant().isBefore(goodUntil)) {
            request.header("If-None-Match", tag);
        }
        try {
            return http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (IOException e) {
            throw new RevocationsUnreadableException(uri + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RevocationsUnreadableException("interrupted");
        }
    }

    private RevocationList verified(HttpResponse<byte[]> answer) throws RevocationsUnreadableException {
        try {
            var claims = consumer.processToClaims(new String(answer.body(), StandardCharsets.US_ASCII));
            var list = json.read(claims.getRawJson(), RevocationList.class);
            if (list.sequence() < sequence) {
                throw new RevocationsUnreadableException("an older list than the one before");
            }
            sequence = list.sequence();
            complete = list.complete();
            tag = answer.headers().firstValue("ETag").orElse("");
            goodUntil = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
            return list;
        } catch (InvalidJwtException | MalformedClaimException | UncheckedIOException e) {
            throw new RevocationsUnreadableException("not a list of revocations to be believed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
