package dev.pulsegate.auth.signin;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NextPageTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin/", "/admin/space/edit/01a2-x", "/ai_project/7?request_id=a%20b&x=1"})
    void aPageOfThisInstallationIsGoneTo(String page) {
        assertThat(NextPage.of(page)).isEqualTo(page);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "evil.example",
                "/a\r\nSet-Cookie: a=b",
                "/a\tb",
                "/\t/evil.example",
                "/a b",
                "/é"
            })
    void anythingElseIsTheStartPage(String page) {
        assertThat(NextPage.of(page)).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 5000})
    void soIsWhatIsTooLong(int length) {
        assertThat(NextPage.of("/" + "a".repeat(length))).isEqualTo("/");
    }
}
