package dev.pulsegate.tools.check;

import java.time.Duration;
import java.util.Locale;

import dev.pulsegate.cli.Terminal;
import dev.pulsegate.cli.Terminal.Tone;

/** Prints a line a check and a summary, and counts. */
final class Report {

    private final Terminal terminal;
    private final long beganNanos = System.nanoTime();
    private int passed;
    private int failed;
    private int skipped;
    private int notRun;

    Report(Terminal terminal) {
        this.terminal = terminal;
    }

    void begin(String address) {
        terminal.line(Tone.PLAIN, "Checking " + address);
    }

    void outcome(String name, Outcome outcome, Duration took) {
        switch (outcome) {
            case Outcome.Passed(var note) -> {
                passed++;
                line(Tone.GOOD, "✓", name, took, note);
            }
            case Outcome.Failed(var reason) -> {
                failed++;
                line(Tone.BAD, "✗", name, took, reason);
            }
            case Outcome.Skipped(var reason) -> {
                skipped++;
                line(Tone.WARNING, "-", name, took, "skipped: " + reason);
            }
        }
    }

    void notRun() {
        notRun++;
    }

    void interrupted() {
        terminal.line(Tone.WARNING, "! Interrupted; taking away what was made");
    }

    void summary() {
        var counts = passed + " passed, " + failed + " failed, " + skipped + " skipped"
                + (notRun == 0 ? "" : ", " + notRun + " not run");
        var took = seconds(Duration.ofNanos(System.nanoTime() - beganNanos));
        terminal.line(failed == 0 && notRun == 0 ? Tone.GOOD : Tone.BAD, counts + " in " + took);
    }

    /** Whether nothing failed. */
    boolean isGood() {
        return failed == 0;
    }

    private void line(Tone tone, String sign, String name, Duration took, String note) {
        terminal.line(tone, String.format(Locale.ROOT, "%s %-36s %7s  %s", sign, name, seconds(took), note));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }
}
