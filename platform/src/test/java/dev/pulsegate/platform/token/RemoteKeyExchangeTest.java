package dev.pulsegate.platform.token;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.platform.token.AccessKeyExchange.Outcome;
import dev.pulsegate.testkit.token.JwksServer;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteKeyExchangeTest {

    private final JwksServer issuer = new JwksServer();
    private final RemoteKeyExchange exchange =
            new RemoteKeyExchange(TokenSettings.trusting(issuer).token());

    @AfterEach
    void stop() {
        exchange.close();
        issuer.close();
    }

    private AtomicReference<String> answer(String path, int status, String body) {
        var asked = new AtomicReference<String>();
        issuer.serve(path, request -> {
            asked.set(new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + " from "
                    + request.getRequestHeaders().getFirst("X-Forwarded-For"));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            request.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            request.getResponseBody().write(bytes);
            request.close();
        });
        return asked;
    }

    @Test
    void aGoodKeyBecomesATokenAtTheEndpointBelowTheIssuer() {
        var asked = answer("/oauth/token", 200, "{\"access_token\":\"abc\",\"token_type\":\"Bearer\"}");
        assertThat(exchange.exchange("pgk_a&b", "203.0.113.7")).isEqualTo(new Outcome.Token("abc"));
        assertThat(asked).hasValue("grant_type=client_credentials&client_secret=pgk_a%26b from 203.0.113.7");
    }

    @Test
    void theEndpointMayBeElsewhere() {
        answer("/inside/token", 200, "{\"access_token\":\"abc\"}");
        var settings = TokenSettings.with(
                Map.of("pulsegate.platform.token.token-endpoint", issuer.issuer() + "/inside/token"));
        try (var elsewhere = new RemoteKeyExchange(settings.token())) {
            assertThat(elsewhere.exchange("pgk_a", "")).isEqualTo(new Outcome.Token("abc"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aBadKeyIsRefused(int status) {
        answer("/oauth/token", status, "{\"error\":\"invalid_client\"}");
        assertThat(exchange.exchange("pgk_a", "203.0.113.7")).isEqualTo(new Outcome.Refused());
    }

    @ParameterizedTest
    @CsvSource({"429,{}", "500,''", "503,{}", "200,{}", "200,nonsense", "200,''", "302,{}"})
    void whatIsNoAnswerSaysNothingOfTheKey(int status, String body) {
        answer("/oauth/token", status, body);
        assertThat(exchange.exchange("pgk_a", "203.0.113.7"))
                .isInstanceOfSatisfying(Outcome.Unavailable.class, outcome -> assertThat(outcome.why())
                        .doesNotContain("pgk_a"));
    }

    @Test
    void neitherDoesAServiceThatIsAway() {
        issuer.close();
        assertThat(exchange.exchange("pgk_a", "203.0.113.7")).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void aTokenIsNotWrittenAnywhere() {
        assertThat(new Outcome.Token("abc")).hasToString("Token[…]");
    }
}
