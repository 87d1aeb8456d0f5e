package dev.pulsegate.worker.connection;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Exchanges an access key for access tokens: OAuth 2.0 client credentials (RFC 6749 §4.4), the key as
 * {@code client_secret}. A token is to be replaced when 60 to 80 % of its life have passed, at random, so that workers that
 * started together do not come together. Used by one thread at a time.
 */
public final class AccessTokens {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final double SHARE_OF_LIFE_FROM = 0.6;
    private static final double SHARE_OF_LIFE_TO = 0.8;

    /** One that ends sooner is not worth connecting with. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final HttpClient http;
    private final URI endpoint;

    /** Null for none. */
    private final String key;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final JsonMapper mapper = new JsonMapper();

    /** The present one, or null. */
    private Token token;

    private record Token(String value, Instant renewAt, Instant end) {}

    /**
     * Tokens for a key.
     *
     * @param key the access key, or null: then there are no tokens
     * @param clock tells when tokens end
     * @param random spreads the times at which tokens are replaced
     */
    public AccessTokens(HttpClient http, URI endpoint, String key, InstantSource clock, RandomGenerator random) {
        this.http = http;
        this.endpoint = endpoint;
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** Whether there is a key to get tokens with. */
    public boolean hasKey() {
        return key != null;
    }

    /** Forgets the token: the gateway says that it does not hold. */
    public void forget() {
        token = null;
    }

    /**
     * A token that is good for a while yet; empty without a key.
     *
     * @throws RefusedException if the key is not valid
     * @throws UnavailableException if the endpoint cannot be reached or cannot answer now
     */
    public Optional<String> current() throws RefusedException, UnavailableException, InterruptedException {
        if (hasKey() && (token == null || isPast(token.renewAt()))) {
            try {
                exchange();
            } catch (UnavailableException e) {
                if (token == null || isPast(token.end().minus(MARGIN))) {
                    throw e;
                }
            }
        }
        return value();
    }

    /**
     * Another token, whatever the present one is good for; empty without a key.
     *
     * @throws RefusedException if the key is not valid
     * @throws UnavailableException if the endpoint cannot be reached or cannot answer now
     */
    public Optional<String> next() throws RefusedException, UnavailableException, InterruptedException {
        if (hasKey()) {
            exchange();
        }
        return value();
    }

    /** How long until the present token is to be replaced; not positive if it is to be replaced now. */
    public Duration untilRenewal() {
        return token == null ? Duration.ZERO : Duration.between(clock.instant(), token.renewAt());
    }

    /** Whether the present token has not ended. */
    public boolean isAlive() {
        return token != null && !isPast(token.end());
    }

    private Optional<String> value() {
        return Optional.ofNullable(token).map(Token::value);
    }

    private boolean isPast(Instant time) {
        return !clock.instant().isBefore(time);
    }

    private void exchange() throws RefusedException, UnavailableException, InterruptedException {
        var form = "grant_type=client_credentials&client_secret=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var asked = clock.instant();
        HttpResponse<byte[]> response;
        try {
            response = http.send(
                    request,
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        } catch (IOException e) {
            throw new UnavailableException("no token from " + endpoint + ": " + Failures.describe(e));
        }
        var answer = parse(response.body());
        switch (response.statusCode()) {
            case 200 -> keep(answer, asked);
            case 400, 401, 403 -> throw new RefusedException("the access key was refused" + reason(answer));
            default ->
                throw new UnavailableException(
                        "no token from " + endpoint + ": HTTP " + response.statusCode() + reason(answer),
                        retryAfter(response));
        }
    }

    private void keep(JsonNode answer, Instant asked) throws UnavailableException {
        var value = answer.path("access_token");
        var seconds = answer.path("expires_in");
        if (!value.isTextual() || value.textValue().isBlank() || !seconds.isIntegralNumber()) {
            throw new UnavailableException("no token from " + endpoint + ": its answer holds none");
        }
        var life = Duration.ofSeconds(Math.clamp(seconds.longValue(), 0, LONGEST_LIFE.toSeconds()));
        double share = random.nextDouble(SHARE_OF_LIFE_FROM, SHARE_OF_LIFE_TO);
        var renewAt = asked.plusMillis(Math.round(share * life.toMillis()));
        token = new Token(value.textValue(), renewAt, asked.plus(life));
    }

    private JsonNode parse(byte[] body) {
        try {
            var answer = mapper.readTree(body);
            return answer == null ? mapper.missingNode() : answer;
        } catch (JsonProcessingException notJson) {
            return mapper.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(JsonNode answer) {
        var description = answer.path("error_description").asText("");
        return description.isBlank() ? "" : ": " + Failures.clean(description);
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .orElse(Duration.ZERO);
    }
}
