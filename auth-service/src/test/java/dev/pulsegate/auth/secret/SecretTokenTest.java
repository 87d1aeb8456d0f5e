package dev.pulsegate.auth.secret;

import java.util.Arrays;
import java.util.HashSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.platform.id.Uuid7;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTokenTest {

    private final SecretToken token = SecretToken.random("pgk_", Uuid7.next(), 32);

    @Test
    void whatIsWrittenIsRead() {
        var read = SecretToken.parse("pgk_", 32, token.text()).orElseThrow();

        assertThat(read.id()).isEqualTo(token.id());
        assertThat(read.secret()).isEqualTo(token.secret());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void leadingZerosAndOnesSurvive(long half) {
        for (var secret : new byte[][] {new byte[32], Secrets.random(32), filled((byte) -1)}) {
            var written = new SecretToken("pgr_", new UUID(half, half), secret);
            var read = SecretToken.parse("pgr_", 32, written.text()).orElseThrow();
            assertThat(read.id()).isEqualTo(written.id());
            assertThat(read.secret()).isEqualTo(secret);
            assertThat(written.text()).hasSameSizeAs(token.text());
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        var text = token.text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(SecretToken.parse("pgk_", 32, text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
            assertThat(SecretToken.parse("pgk_", 32, text.substring(0, i))).isEmpty();
        }
        assertThat(SecretToken.parse("pgk_", 32, text + "0")).isEmpty();
    }

    @Test
    void aTokenOfAnotherKindIsNone() {
        assertThat(SecretToken.parse("pgr_", 32, token.text())).isEmpty();
        assertThat(SecretToken.parse("pgk_", 48, token.text())).isEmpty();
        assertThat(SecretToken.parse("pgk_", 32, "")).isEmpty();
        assertThat(SecretToken.parse("pgk_", 32, "pgk_" + "\u00e9".repeat(71))).isEmpty();
    }

    @Test
    void noTwoAreAlikeAndNoneIsPrinted() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(SecretToken.random("pgk_", token.id(), 32).text()))
                    .isTrue();
        }
        assertThat(token.toString()).contains(token.id().toString()).doesNotContain(token.text());
    }

    private static byte[] filled(byte value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
