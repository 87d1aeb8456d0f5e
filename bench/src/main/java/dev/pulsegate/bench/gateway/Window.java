package dev.pulsegate.bench.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What clients see while it is open; times in microseconds. Shared by all clients. */
final class Window {

    private static final long LONGEST_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    private final Arrivals arrivals;
    private final Histogram answer = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Histogram toWorker = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Histogram handOver = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Map<String, Integer> troubles = new TreeMap<>();
    private volatile boolean open;

    Window(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    void open(boolean now) {
        open = now;
    }

    /** The answer to a request that was due to be sent at a time. */
    void answered(long number, long dueMicros, Submitter.Answer given) {
        long now = Arrivals.nowMicros();
        if (given.status() != 200 && given.status() != 202) {
            trouble(given.status() + " " + Json.string(given.body(), "detail"));
            return;
        }
        if (!open) {
            return;
        }
        record(answer, now - dueMicros);
        if (given.status() == 200) {
            long arrived = arrivals.arrivalMicros(number);
            record(toWorker, arrived - dueMicros);
            record(handOver, arrived - Arrivals.micros(Instant.parse(Json.string(given.body(), "accepted_at"))));
        }
    }

    private static void record(Histogram histogram, long micros) {
        histogram.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    /** Something that should not be. */
    void trouble(String what) {
        synchronized (troubles) {
            troubles.merge(what, 1, Integer::sum);
        }
    }

    Map<String, Integer> troubles() {
        synchronized (troubles) {
            return Map.copyOf(troubles);
        }
    }

    /** From when a request was due to be sent until its answer was there. */
    Histogram answer() {
        return answer;
    }

    /** From when a request was due to be sent until a worker had it. */
    Histogram toWorker() {
        return toWorker;
    }

    /** From the database's {@code accepted_at}, set before the commit, until a worker had it. */
    Histogram handOver() {
        return handOver;
    }
}
