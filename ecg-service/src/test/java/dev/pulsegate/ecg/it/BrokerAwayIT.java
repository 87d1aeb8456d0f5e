package dev.pulsegate.ecg.it;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.token.TestRevocations;
import dev.pulsegate.testkit.token.TestTokens;
import dev.pulsegate.testkit.token.TokenBuilder;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

/** Revocations while the broker is away: read where auth-service publishes them, and heard again when it is back. */
@EcgServiceTest
class BrokerAwayIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Closed REVOKED = new Closed(4401, "session revoked");
    private static final String CHANNEL = "session-revoked-in";

    private final EcgClient client = new EcgClient();
    private final String session = UUID.randomUUID().toString();
    private final String token = client.tokens.user().claim("sid", session).sign();

    AmqpBroker broker;

    @Inject
    RevocationPublisher publisher;

    @AfterEach
    void bringBack() {
        TestRevocations.withdraw();
        broker.stop();
        broker.start();
        awaitConnected(true);
    }

    private void awaitConnected(boolean connected) {
        Eventually.holds(SOON, () -> {
            assertThat(ManagementPort.metric("pulsegate_channel_connected{channel=\"" + CHANNEL + "\"}"))
                    .isEqualTo(connected ? 1 : 0);
            assertThat(readiness("channels", CHANNEL)).startsWith(connected ? "connected" : "not connected for ");
            assertThat(readiness("channels", "degraded").isEmpty()).isEqualTo(connected);
        });
    }

    /** What a check tells beside being up, which it must be. */
    private String readiness(String check, String what) {
        var answer = client.get("/q/health/ready", null);
        assertThat(answer.status()).isEqualTo(200);
        for (var each : answer.json().get("checks")) {
            if (each.get("name").textValue().equals(check)) {
                assertThat(each.get("status").textValue()).isEqualTo("UP");
                return each.at("/data/" + what).asText();
            }
        }
        throw new AssertionError("no check " + check);
    }

    @Test
    void whatIsPublishedIsTakenWhileTheBrokerIsAway() {
        try (var watching = client.watch(token, "");
                var other = client.watch("demo")) {
            watching.awaitJson();
            broker.stop();
            awaitConnected(false);
            TestRevocations.publish(list(now(), session).sign());
            assertThat(watching.awaitClose(SOON)).isEqualTo(REVOKED);
            assertThat(client.get(STREAMS, token).status()).isEqualTo(401);
            other.awaitJson(2);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void whatAChannelLosesIsFoundAllTheSame() {
        awaitConnected(true);
        TestRevocations.publish(list(now(), session).sign());
        Eventually.holds(
                SOON, () -> assertThat(client.get(STREAMS, token).status()).isEqualTo(401));
    }

    @Test
    void aListThatIsNotToBeBelievedIsNotTaken() {
        broker.stop();
        awaitConnected(false);
        awaitTaken();
        var bad = new LinkedHashMap<String, String>();
        bad.put("no list", "nonsense");
        bad.put("ended", list(now(), session).expiresInSeconds(-60).sign());
        bad.put(
                "another's",
                list(now(), session).signedWith(TestTokens.newKey("test-key")).sign());
        bad.put("an access token's typ", list(now(), session).type("at+jwt").sign());
        bad.put(
                "another issuer's",
                list(now(), session).claim("iss", "https://evil.example").sign());
        bad.put("older", list(1, session).sign());
        bad.forEach((what, text) -> {
            TestRevocations.publish(text);
            Eventually.holds(SOON, () -> assertThat(TestRevocations.reads()).isPositive());
            awaitTaken();
            assertThat(client.get(STREAMS, token).status()).as(what).isEqualTo(200);
        });
    }

    /** A good list that has another session in it, and is known to be read once that is void. */
    private void awaitTaken() {
        var other = UUID.randomUUID().toString();
        var others = client.tokens.user().claim("sid", other).sign();
        TestRevocations.publish(list(now(), other).sign());
        Eventually.holds(
                SOON, () -> assertThat(client.get(STREAMS, others).status()).isEqualTo(401));
    }

    @Test
    void readinessSaysWhenNeitherWayIsOpen() {
        broker.stop();
        awaitConnected(false);
        TestRevocations.publish("nonsense");
        Eventually.holds(
                SOON, () -> assertThat(readiness("revocations", "degraded")).contains("neither"));
        awaitTaken();
        Eventually.holds(
                SOON, () -> assertThat(readiness("revocations", "degraded")).isEmpty());
    }

    @Test
    void theChannelIsThereAgainAfterMoreOutagesThanAnybodyCounts() {
        for (int outage = 0; outage < 8; outage++) {
            broker.stop();
            awaitConnected(false);
            broker.start();
            awaitConnected(true);
        }
        try (var watching = client.watch(token, "")) {
            watching.awaitJson();
            publisher.revoke("SESSION", session, Instant.now());
            assertThat(watching.awaitClose(SOON)).isEqualTo(REVOKED);
        }
    }

    /** The test's lists come after each other. */
    private static long now() {
        return System.currentTimeMillis();
    }

    private TokenBuilder list(long sequence, String revoked) {
        return TestRevocations.list(client.tokens, sequence, "SESSION", revoked);
    }
}
