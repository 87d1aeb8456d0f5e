package dev.pulsegate.auth.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AccountNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana",
                "Ana.Müller-2",
                "o_o",
                "mail+tag@example.org",
                "Łukasz",
                "李小龙",
                "山田たろう",
                "Ωμέγα",
                "नमस्ते",
                "007"
            })
    void lettersOfAnyOneScriptMakeAName(String name) {
        assertThat(new AccountName(name).value()).isEqualTo(name);
        assertThat(AccountName.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                ".dot",
                "-dash",
                "with blank",
                " ana",
                "ana ",
                "a\u00a0b\u00a0c",
                "tab\tbed",
                "nul\0nul",
                "line\nline",
                "zero\u200bwidth",
                "right\u202eleft",
                "slash/slash",
                "<script>",
                "quote'quote",
                "smile😀",
                "\ud800ab",
                "pаypal",
                "aдmin",
                "e\u0301\u0302\u0303\u0304x"
            })
    void anythingElseIsRefusedWithAReason(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountName(name))
                .withMessageMatching("The name .*\\.");
        assertThat(AccountName.isName(name)).isFalse();
    }

    @Test
    void lengthIsCountedInCharactersNotInUnits() {
        assertThat(new AccountName("𝒂".repeat(64)).value()).isEqualTo("a".repeat(64));
        assertThat(new AccountName("𠀀".repeat(64)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountName("a".repeat(65)));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMİN,admin",
        "admın,admin",
        "adm1n,Admin",
        "paypaI,paypal",
        "\u0440\u0430\u0443\u0440\u0430\u04cf,paypal",
        "b0b,BOB",
        "rnark,mark",
        "カロ口,力口ロ"
    })
    void namesThatLookAlikeHaveTheSameSkeleton(String one, String other) {
        assertThat(skeleton(one)).isEqualTo(skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"Müller,Muller", "ana,anna", "Łukasz,Lukasz", "jose,josé", "李小龙,李小龍", "user2,user3"})
    void otherNamesHaveOthers(String one, String other) {
        assertThat(skeleton(one)).isNotEqualTo(skeleton(other));
    }

    private static String skeleton(String name) {
        return NameSkeleton.of(new AccountName(name));
    }

    @ParameterizedTest
    @CsvSource({"Ana,ana", "ANA,aNa", "ﬁona,FIONA", "ａｎａ,ana", "Straße,STRASSE", "Ωμέγας,ΩΜΈΓΑΣ", "Ａ\u030Angstr,Ångstr"
    })
    void namesThatReadAlikeAreTheSame(String one, String other) {
        assertThat(new AccountName(one).key()).isEqualTo(new AccountName(other).key());
    }
}
