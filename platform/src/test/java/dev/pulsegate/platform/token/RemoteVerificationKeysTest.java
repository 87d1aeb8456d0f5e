package dev.pulsegate.platform.token;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.platform.task.Supervision;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.token.JwksServer;
import dev.pulsegate.testkit.token.TestTokens;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteVerificationKeysTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final EllipticCurveJsonWebKey first = TestTokens.newKey("first");
    private final EllipticCurveJsonWebKey second = TestTokens.newKey("second");
    private final JwksServer issuer = new JwksServer();
    private RemoteVerificationKeys keys;

    private void start(String refreshInterval) {
        start(refreshInterval, Duration.ofMillis(50));
    }

    private void start(String refreshInterval, Duration shortestPause) {
        var settings = TokenSettings.with(Map.of(
                "pulsegate.platform.token.issuer",
                issuer.issuer(),
                "pulsegate.platform.token.jwks-refresh-interval",
                refreshInterval));
        keys = new RemoteVerificationKeys(settings.token(), shortestPause, new Supervision());
        keys.start();
    }

    @AfterEach
    void stop() {
        keys.close();
        issuer.close();
    }

    private void awaitKey(EllipticCurveJsonWebKey key) {
        Eventually.holds(SOON, () -> assertThat(keys.find(key.getKeyId())).contains(key.getPublicKey()));
    }

    @Test
    void readsTheKeysBelowTheIssuerAtStart() {
        issuer.publish(first, second);
        start("60s");
        Eventually.holds(SOON, () -> assertThat(keys.areKnown()).isTrue());
        assertThat(keys.find("first")).contains(first.getPublicKey());
        assertThat(keys.find("second")).contains(second.getPublicKey());
        assertThat(keys.find("third")).isEmpty();
    }

    @Test
    void aNewKeyIsFoundSoonAfterATokenNamesIt() {
        issuer.publish(first);
        start("60s");
        awaitKey(first);
        issuer.publish(first, second);
        awaitKey(second);
        assertThat(keys.find("first")).contains(first.getPublicKey());
    }

    @Test
    void madeUpKeyIdsDoNotTurnIntoRequests() {
        issuer.publish(first);
        start("60s", Duration.ofSeconds(2));
        awaitKey(first);
        int before = issuer.requests();
        var until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        for (int i = 0; System.nanoTime() < until; i++) {
            keys.find("made-up-" + i);
            Thread.onSpinWait();
        }
        assertThat(issuer.requests() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void aKeyThatIsNoLongerPublishedIsForgottenAtTheNextRefresh() {
        issuer.publish(first, second);
        start("100ms");
        awaitKey(first);
        issuer.publish(second);
        Eventually.holds(SOON, () -> assertThat(keys.find("first")).isEmpty());
        assertThat(keys.find("second")).contains(second.getPublicKey());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | ''",
                "404 | not here",
                "200 | ''",
                "200 | <html>",
                "200 | []",
                "200 | {}",
                "200 | {\"keys\":7}",
                "200 | {\"keys\":[7]}",
                "302 | ''"
            })
    void anIssuerThatFailsLeavesTheKeysReadBeforeAndIsAskedAgain(int status, String body) {
        issuer.publish(first);
        start("100ms");
        awaitKey(first);
        issuer.answerWith(status, body);
        int before = issuer.requests();
        Eventually.holds(SOON, () -> assertThat(issuer.requests()).isGreaterThan(before));
        assertThat(keys.find("first")).contains(first.getPublicKey());
        issuer.publish(first, second);
        awaitKey(second);
    }

    @Test
    void anIssuerThatComesLaterIsFound() {
        issuer.answerWith(503, "");
        start("60s");
        Eventually.holds(SOON, () -> assertThat(issuer.requests()).isPositive());
        assertThat(keys.areKnown()).isFalse();
        issuer.publish(first);
        awaitKey(first);
        assertThat(keys.areKnown()).isTrue();
    }

    @Test
    void anOutageIsSaidOnceAndThatItIsOver() {
        issuer.answerWith(503, "");
        try (var log = new CapturedLog()) {
            start("60s");
            Eventually.holds(SOON, () -> assertThat(issuer.requests()).isGreaterThan(3));
            issuer.publish(first);
            awaitKey(first);
            Eventually.holds(SOON, () -> assertThat(said(log, "INFO")).hasSize(1));
            assertThat(said(log, "WARN")).singleElement().asString().endsWith("status 503");
        }
    }

    private List<String> said(CapturedLog log, String level) {
        return log.messages().stream()
                .filter(line -> line.startsWith(level) && line.contains(issuer.issuer()))
                .toList();
    }

    @Test
    void healthNamesAnIssuerThatIsAwayAndIsReadyWithTheKeysReadBefore() {
        issuer.answerWith(503, "");
        start("100ms");
        var check = new VerificationKeysCheck(keys);
        Eventually.holds(SOON, () -> {
            assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
            assertThat(told(check)).containsOnlyKeys("trouble").asString().contains("auth-service");
        });
        issuer.publish(first);
        Eventually.holds(SOON, () -> assertThat(told(check)).isEmpty());
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        issuer.answerWith(503, "");
        Eventually.holds(SOON, () -> assertThat(told(check))
                .containsOnlyKeys("degraded")
                .asString()
                .contains("auth-service"));
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    private static Map<String, Object> told(VerificationKeysCheck check) {
        return check.call().getData().orElse(Map.of());
    }
}
