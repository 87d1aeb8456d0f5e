package dev.pulsegate.tools.check;

import java.time.Duration;

import dev.pulsegate.tools.installation.CallException;

/** Runs checks and reports them. */
final class CheckRun {

    private final Report report;

    CheckRun(Report report) {
        this.report = report;
    }

    /**
     * Runs a round.
     *
     * @return whether no check of it failed
     * @throws InterruptedException if the thread was interrupted; no further check was begun
     */
    boolean run(Round round) throws InterruptedException {
        boolean good = true;
        for (var check : round.checks()) {
            if (good) {
                good = run(check);
            } else {
                report.notRun();
            }
        }
        return good;
    }

    /** Counts a round as not run. */
    void leaveOut(Round round) {
        round.checks().forEach(_ -> report.notRun());
    }

    private boolean run(Check check) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long began = System.nanoTime();
        var outcome = outcome(check);
        report.outcome(check.name(), outcome, Duration.ofNanos(System.nanoTime() - began));
        return !(outcome instanceof Outcome.Failed);
    }

    private static Outcome outcome(Check check) throws InterruptedException {
        try {
            return check.step().run();
        } catch (CallException e) {
            return new Outcome.Failed(e.getMessage());
        } catch (RuntimeException e) {
            // Whatever it is, the other rounds and the cleaning up go on.
            return new Outcome.Failed("unexpected: " + e);
        }
    }
}
