package dev.pulsegate.ecg.it;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

/** A revocation that comes over AMQP: it ends the sockets concerned and voids the tokens concerned, and no others. */
@EcgServiceTest
class RevocationIT {

    /** What the issue promises, and some room for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final Closed REVOKED = new Closed(4401, "session revoked");

    private final EcgClient client = new EcgClient();

    @Inject
    RevocationPublisher publisher;

    @Test
    void endsTheSocketsOfASessionAndRefusesItsToken() {
        var account = UUID.randomUUID();
        var session = UUID.randomUUID().toString();
        var token = client.tokens.user(account).claim("sid", session).sign();
        var otherSession = client.tokens.user(account).sign();
        try (var one = client.watch(token, "");
                var two = client.watch(token, "stream=mitdb_119_excerpt");
                var other = client.watch(otherSession, "")) {
            one.awaitJson();
            two.awaitJson();
            other.awaitJson();
            publisher.revoke("SESSION", session, Instant.now());
            assertThat(one.awaitClose(SOON)).isEqualTo(REVOKED);
            assertThat(two.awaitClose(SOON)).isEqualTo(REVOKED);
            assertRefused(token);
            other.awaitJson(2);
            assertThat(other.isOpen()).isTrue();
            assertThat(client.get(STREAMS, otherSession).status()).isEqualTo(200);
        }
    }

    @Test
    void endsTheSocketsOfAnAccessKey() {
        var key = UUID.randomUUID().toString();
        var token = client.tokens.device("*").claim("access_key_id", key).sign();
        try (var revoked = client.watch(token, "");
                var other = client.watch(client.tokens.device("*").sign(), "")) {
            revoked.awaitJson();
            other.awaitJson();
            publisher.revoke("ACCESS_KEY", key, Instant.now());
            assertThat(revoked.awaitClose(SOON)).isEqualTo(REVOKED);
            assertRefused(token);
            other.awaitJson(2);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void endsAllThatAnAccountHasButNotWhatItSignsInWithLater() {
        var account = UUID.randomUUID();
        var token = client.tokens.user(account).sign();
        var key = client.tokens.device("*").claim("sub", account.toString()).sign();
        var later = client.tokens.user(account).issuedInSeconds(5).sign();
        try (var person = client.watch(token, "");
                var device = client.watch(key, "");
                var laterOn = client.watch(later, "");
                var other = client.watch("demo")) {
            person.awaitJson();
            device.awaitJson();
            laterOn.awaitJson();
            publisher.revoke("ACCOUNT", account.toString(), Instant.now());
            assertThat(person.awaitClose(SOON)).isEqualTo(REVOKED);
            assertThat(device.awaitClose(SOON)).isEqualTo(REVOKED);
            assertRefused(token);
            assertRefused(key);
            laterOn.awaitJson(2);
            assertThat(laterOn.isOpen()).isTrue();
            assertThat(client.get(STREAMS, later).status()).isEqualTo(200);
            other.awaitJson(2);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void anOlderMessageThatComesLateTakesNothingBack() {
        var account = UUID.randomUUID();
        var token = client.tokens.user(account).sign();
        publisher.revoke("ACCOUNT", account.toString(), Instant.now());
        Eventually.holds(SOON, () -> assertRefused(token));
        publisher.revoke("ACCOUNT", account.toString(), Instant.now().minusSeconds(3600));
        awaitNextMessage();
        assertRefused(token);
    }

    @Test
    void aMessageThatCannotBeReadDoesNotEndTheChannel() {
        publisher.send("this is no JSON");
        publisher.send("{}");
        publisher.send("{\"message_id\":\"1\",\"scope\":\"SESSION\",\"subject\":\"x\",\"revoked_at\":\"now\"}");
        publisher.send("");
        awaitNextMessage();
        assertThat(client.get("/q/health/ready", null).status()).isEqualTo(200);
    }

    @Test
    void whatANewerVersionAddsToAMessageIsPassedOver() {
        var session = UUID.randomUUID().toString();
        var token = client.tokens.user().claim("sid", session).sign();
        publisher.send("""
                {"message_id":"%s","scope":"SESSION","subject":"%s","revoked_at":"%s","new_member":{"a":[1]}}""".formatted(UUID.randomUUID(), session, Instant.now()));
        Eventually.holds(SOON, () -> assertRefused(token));
    }

    /** Returns when a message sent after all others has had its effect. */
    private void awaitNextMessage() {
        var session = UUID.randomUUID().toString();
        try (var socket =
                client.watch(client.tokens.user().claim("sid", session).sign(), "")) {
            socket.awaitJson();
            publisher.revoke("SESSION", session, Instant.now());
            assertThat(socket.awaitClose()).isEqualTo(REVOKED);
        }
    }

    private void assertRefused(String token) {
        assertThat(client.get(STREAMS, token).status()).isEqualTo(401);
        try (var socket = client.watch(token, "")) {
            assertThat(socket.awaitClose()).isEqualTo(new Closed(4401, "token revoked"));
        }
    }
}
