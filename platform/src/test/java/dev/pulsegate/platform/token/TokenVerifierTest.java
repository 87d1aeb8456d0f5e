package dev.pulsegate.platform.token;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.testkit.token.JwksServer;
import dev.pulsegate.testkit.token.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

class TokenVerifierTest {

    private static final JwksServer ISSUER = new JwksServer();

    private final EllipticCurveJsonWebKey key = TestTokens.newKey("k1");
    private final TestTokens tokens = new TestTokens(ISSUER.issuer(), key);
    private final TokenVerifier verifier = new TokenVerifier(
            TokenSettings.trusting(ISSUER), new OneKey(key), nothingRevoked(), new SimpleMeterRegistry());

    private record OneKey(EllipticCurveJsonWebKey key) implements VerificationKeys {
        @Override
        public Optional<PublicKey> find(String keyId) {
            return keyId.equals(key.getKeyId()) ? Optional.of(key.getPublicKey()) : Optional.empty();
        }

        @Override
        public boolean areKnown() {
            return true;
        }
    }

    private static RevokedTokens nothingRevoked() {
        var mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        return new RevokedTokens(TokenSettings.trusting(ISSUER), new ChannelJson(mapper), null);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private Caller caller(String token) {
        return switch (verifier.verify(token)) {
            case TokenCheck.Valid(var caller) -> caller;
            case TokenCheck.Invalid(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void readsAPerson() {
        var account = UUID.randomUUID();
        var session = UUID.randomUUID();
        var caller =
                caller(tokens.user(account).claim("sid", session.toString()).sign());
        assertThat(caller.accountId()).isEqualTo(account);
        assertThat(caller.name()).isEqualTo("ada");
        assertThat(caller.holder()).isEqualTo(Holder.USER);
        assertThat(caller.roles()).containsExactly(Caller.USER);
        assertThat(caller.isAdmin()).isFalse();
        assertThat(caller.sessionId()).contains(session);
        assertThat(caller.accessKeyId()).isEmpty();
        assertThat(caller.mayUseStream("any")).isTrue();
        assertThat(caller.expiresAt()).isAfter(Instant.now());
    }

    @Test
    void readsAnAdministrator() {
        assertThat(caller(tokens.admin().sign()).isAdmin()).isTrue();
    }

    @Test
    void readsADeviceAndAWorker() {
        var device = caller(tokens.device("demo", "mitdb/208").sign());
        assertThat(device.holder()).isEqualTo(Holder.DEVICE);
        assertThat(device.roles()).isEmpty();
        assertThat(device.accessKeyId()).isPresent();
        assertThat(device.sessionId()).isEmpty();
        assertThat(device.mayUseStream("demo")).isTrue();
        assertThat(device.mayUseStream("mitdb/20")).isFalse();
        assertThat(device.mayServeSpace("demo")).isFalse();
        var worker = caller(tokens.worker("*").sign());
        assertThat(worker.mayServeSpace("anything")).isTrue();
        assertThat(worker.mayUseStream("demo")).isFalse();
    }

    @Test
    void allowsForClocksThatDifferALittle() {
        assertThat(verifier.verify(tokens.user().expiresInSeconds(-2).sign())).isInstanceOf(TokenCheck.Valid.class);
        assertThat(verifier.verify(tokens.user().expiresInSeconds(-10).sign()))
                .isEqualTo(new TokenCheck.Invalid("token expired"));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryBadToken() {
        return tokens.bad().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    assertThat(verifier.verify(bad.getValue()))
                            .isInstanceOfSatisfying(TokenCheck.Invalid.class, invalid -> {
                                assertThat(invalid.reason()).isNotBlank();
                                assertThat(bad.getValue().isEmpty()
                                                || !invalid.reason().contains(bad.getValue()))
                                        .isTrue();
                            });
                }));
    }
}
