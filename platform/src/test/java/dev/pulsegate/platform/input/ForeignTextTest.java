package dev.pulsegate.platform.input;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "😀", "two\r\nlines\tand a tab", "心电图", "\u0085\u2028\u202e\uffff"})
    void proseMayHaveLinesAndAnyLetter(String text) {
        assertThat(ForeignText.objection(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\u001b[2J", "\u007f", "\b", "\f", "\ud83d", "\ude00", "\ude00\ud83d", "\ud83dx"})
    void nobodyNeedsControlCharactersOrHalfACharacter(String text) {
        assertThat(ForeignText.objection(text)).isPresent();
        assertThat(ForeignText.objectionToName(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\tb", "a\rb", "\u0085", "\u009b2J", "\u2028", "\u2029"})
    void aNameIsOneLine(String name) {
        assertThat(ForeignText.objection(name)).isEmpty();
        assertThat(ForeignText.objectionToName(name)).isPresent();
    }

    @Test
    void anObjectionNamesTheCharacterWithoutShowingIt() {
        assertThat(ForeignText.objection("a\0b")).contains("must not have the control character U+0000");
        assertThat(ForeignText.objection("\ud800")).contains("must not have half a surrogate pair (\\ud800)");
    }
}
