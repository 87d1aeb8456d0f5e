package dev.pulsegate.auth.signingkey;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.secret.MasterSecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KeySealTest {

    private static final byte[] KEY = {1, 2, 3, 4};

    private final KeySeal seal = sealWith("a secret of thirty-two characters");

    @Test
    void whatIsSealedIsOpenedAgainAfterARestart() {
        var sealed = seal.seal("kid", KEY);

        assertThat(sealWith("a secret of thirty-two characters").open("kid", sealed))
                .isEqualTo(KEY);
        assertThat(seal.seal("kid", KEY)).isNotEqualTo(sealed);
    }

    @Test
    void anotherSecretIsRefusedWithAMessageThatNamesTheSetting() {
        var sealed = seal.seal("kid", KEY);

        assertThatIllegalStateException()
                .isThrownBy(() -> sealWith("quite another secret, just as long").open("kid", sealed))
                .withMessageContaining("pulsegate.auth.signing-key.secret")
                .withMessageContaining("kid");
    }

    @Test
    void aKeyThatWasMovedOrChangedIsRefused() {
        var sealed = seal.seal("kid", KEY);
        assertThatIllegalStateException().isThrownBy(() -> seal.open("another", sealed));
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThatIllegalStateException().isThrownBy(() -> seal.open("kid", changed));
        }
        assertThatIllegalStateException().isThrownBy(() -> seal.open("kid", new byte[0]));
    }

    private static KeySeal sealWith(String secret) {
        return new KeySeal(new MasterSecret(secret));
    }
}
