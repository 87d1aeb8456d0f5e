package dev.pulsegate.gateway.worker.socketio;

import java.time.Duration;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.platform.token.VerificationKeys;
import dev.pulsegate.testkit.token.TestAccessKey;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

@GatewayServiceTest
class AccessKeysIT {

    private static final int MOST_WRONG = 30;

    @Inject
    AccessKeys keys;

    @Inject
    VerificationKeys verification;

    @BeforeEach
    void awaitVerificationKeys() {
        Eventually.holds(Duration.ofSeconds(15), () -> assertThat(verification.areKnown())
                .isTrue());
    }

    @Test
    void aKeyBecomesACallerOfItsAccountAndSpaces() {
        var key = TestAccessKey.of("MySpace");
        assertThat(keys.check(key.text(), "203.0.113.1")).isInstanceOfSatisfying(KeyCheck.Valid.class, valid -> {
            assertThat(valid.caller().accountId()).isEqualTo(key.account());
            assertThat(valid.caller().accessKeyId()).contains(key.id());
            assertThat(valid.caller().mayServeSpace("MySpace")).isTrue();
            assertThat(valid.caller().mayServeSpace("Another")).isFalse();
        });
    }

    @Test
    void anAddressWithTooManyWrongKeysHasToWaitAndNobodyElse() {
        var good = TestAccessKey.of("MySpace").text();
        for (int i = 0; i < MOST_WRONG; i++) {
            assertThat(keys.check("pgk_wrong" + i, "203.0.113.2")).isInstanceOf(KeyCheck.Invalid.class);
        }
        assertThat(keys.check(good, "203.0.113.2")).isInstanceOf(KeyCheck.Unknown.class);
        assertThat(keys.check(good, "203.0.113.3")).isInstanceOf(KeyCheck.Valid.class);
        assertThat(keys.renew(good, "203.0.113.2"))
                .as("who is connected already")
                .isInstanceOf(KeyCheck.Valid.class);
    }

    @Test
    void whatCannotBeFoundOutIsNotHeldAgainstAnybody() {
        for (int i = 0; i < MOST_WRONG + 5; i++) {
            assertThat(keys.check(TestAccessKey.UNAVAILABLE, "203.0.113.4")).isInstanceOf(KeyCheck.Unknown.class);
        }
        assertThat(keys.check(TestAccessKey.of("MySpace").text(), "203.0.113.4"))
                .isInstanceOf(KeyCheck.Valid.class);
    }
}
