package dev.pulsegate.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Prints lines, in colour where somebody can see it. */
public final class Terminal {

    /** What a line is about. */
    public enum Tone {
        /** It went well. */
        GOOD("32"),
        /** It did not. */
        BAD("31"),
        /** It may yet, or somebody should know. */
        WARNING("33"),
        /** It matters less than the rest. */
        QUIET("2"),
        /** Anything else. */
        PLAIN("0");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean coloured;
    private final boolean timed;
    private final Clock clock;

    /**
     * A terminal.
     *
     * @param out where to print to
     * @param coloured whether to use colours
     * @param timed whether each line begins with the time of day
     * @param clock tells the time
     */
    public Terminal(PrintStream out, boolean coloured, boolean timed, Clock clock) {
        this.out = out;
        this.coloured = coloured;
        this.timed = timed;
        this.clock = clock;
    }

    /** The one a command is run from; each line begins with the time of day if it is to be timed. */
    public static Terminal of(Shell shell, boolean timed) {
        return new Terminal(
                shell.out(), wantsColours(shell.environment()), timed, Clock.system(ZoneId.systemDefault()));
    }

    /** Whether colours are wanted: a terminal that can show them, and nobody minds (see no-color.org). */
    public static boolean wantsColours(UnaryOperator<String> environment) {
        var noColour = environment.apply("NO_COLOR");
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && (noColour == null || noColour.isEmpty())
                && !"dumb".equals(environment.apply("TERM"));
    }

    /** Prints a line. What the peer sent cannot do anything to the terminal. */
    public synchronized void line(Tone tone, String text) {
        var clean = text.strip().replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}]+", " ");
        var time = timed ? LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS) + " " : "";
        out.println(
                coloured && tone != Tone.PLAIN ? time + "\033[" + tone.code + "m" + clean + "\033[0m" : time + clean);
        out.flush();
    }
}
