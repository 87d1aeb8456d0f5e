package dev.pulsegate.auth.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class Argon2HashTest {

    /** From the test suite of the reference implementation (phc-winner-argon2, test.c). */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    @Test
    void agreesWithTheReferenceImplementation() {
        var hash = Argon2Hash.parse(REFERENCE);

        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("Password")).isFalse();
        assertThat(hash.cost()).isEqualTo(new Argon2Cost(65536, 2, 1));
        assertThat(hash.phc()).isEqualTo(REFERENCE);
    }

    @Test
    void aHashMatchesItsPasswordAndNoOther() {
        var hash = Argon2Hash.parse(Argon2Hash.of("correct horse", CHEAP).phc());

        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("correct horse ")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void theSamePasswordIsHashedAnewEachTime() {
        assertThat(Argon2Hash.of("correct horse", CHEAP).phc())
                .isNotEqualTo(Argon2Hash.of("correct horse", CHEAP).phc());
    }

    @Test
    void accentsTypedInOneOrTwoKeysAreTheSamePassword() {
        assertThat(Argon2Hash.of("caf\u00e9 cr\u00e8me", CHEAP).matches("cafe\u0301 cre\u0300me"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=8,t=1,p=16$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc$"
            })
    void whatIsNoHashOrWouldCostTooMuchIsRefused(String phc) {
        assertThatIllegalArgumentException().isThrownBy(() -> Argon2Hash.parse(phc));
    }
}
