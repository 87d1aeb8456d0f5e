package dev.pulsegate.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import dev.pulsegate.cli.Terminal.Tone;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalTest {

    @Test
    void linesAreColouredOnlyWhereWantedAndCannotCommandTheTerminal() {
        var out = new ByteArrayOutputStream();
        var clock = Clock.fixed(Instant.parse("2030-01-01T12:34:56Z"), ZoneOffset.UTC);
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Terminal(print, false, false, clock).line(Tone.GOOD, "plain \033[2J\nline");
        new Terminal(print, true, true, clock).line(Tone.BAD, "red");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("plain  [2J line\n12:34:56 \033[31mred\033[0m\n");
    }

    @Test
    void noColoursOutsideATerminal() {
        assertThat(Terminal.wantsColours(name -> null)).isFalse();
    }
}
