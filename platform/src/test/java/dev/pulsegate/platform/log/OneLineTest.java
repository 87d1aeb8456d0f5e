package dev.pulsegate.platform.log;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OneLineTest {

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\nb",
        "'a\r\nb', a\\r\\nb",
        "'a\tb', a\\tb",
        "'\u001b[31mred', \\u001b[31mred",
        "'a\u0085b', a\\u0085b",
        "'a\u2028b\u2029', a\\u2028b\\u2029",
        "'\u202eterces', \\u202eterces",
        "'\u2066a\u2069\u200f', \\u2066a\\u2069\\u200f",
        "'half \ud83d of one', half \\ud83d of one",
        "'\ud83d\ude00\u0000', \ud83d\ude00\\u0000"
    })
    void whatWouldBreakTheLineOrDriveATerminalIsWrittenOut(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Žoë 心電圖 \ud83d\ude00", "C:\\new", "{\"a\": 1}"})
    void whatCanBePrintedStaysAsItIs(String text) {
        assertThat(OneLine.of(text)).isSameAs(text);
    }

    @Test
    void messagesOfExceptionsKeepToTheirLinesAndTheTraceKeepsItsOwn() {
        var cause = new IllegalStateException("no\n12:00:00 INFO forged");
        var failure = new IllegalArgumentException("outer", cause);
        failure.addSuppressed(new RuntimeException("\u001b[2J"));
        cause.initCause(new RuntimeException("deep\rdown"));

        var written = new StringWriter();
        OneLineThrowable.of(failure).printStackTrace(new PrintWriter(written));

        assertThat(written.toString())
                .contains(
                        "java.lang.IllegalArgumentException: outer\n\tat ",
                        "Caused by: java.lang.IllegalStateException: no\\n12:00:00 INFO forged\n",
                        "Caused by: java.lang.RuntimeException: deep\\rdown\n",
                        "Suppressed: java.lang.RuntimeException: \\u001b[2J\n");
        assertThat(written.toString().lines())
                .allMatch(line -> line.strip().matches("(java\\.|Caused by: |Suppressed: |at |\\.\\.\\. ).*"));
    }

    @Test
    void anExceptionWithNothingToHideIsLoggedItself() {
        var failure = new IllegalStateException("plain", new RuntimeException());
        assertThat(OneLineThrowable.of(failure)).isSameAs(failure);
    }
}
