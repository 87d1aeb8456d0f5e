package dev.pulsegate.ecg.synthesis;

import java.util.ArrayList;
import java.util.List;

/**
 * The heart rates of a synthetic ECG in the course of time. Whoever has the same course makes the same samples, so a change
 * is put a little into the future, where all who make them hear of it in time.
 *
 * @param rates one or more, each good until the next one's time; what was before the first is as if it had held for ever
 */
public record HeartRateCourse(List<HeartRate> rates) {

    /** From a change that is noted until it is heard, whoever makes the samples and however busy they are. */
    private static final double AHEAD_SECONDS = 1.5;

    /** Somebody may have heard by then of a change that is so near. */
    private static final double SETTLED_SECONDS = 1;

    /** Longer than what is needed of the past to make a sample; see {@link SyntheticSource}. */
    private static final double KEPT_SECONDS = 120;

    public HeartRateCourse {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("a course has one rate or more");
        }
        rates = List.copyOf(rates);
    }

    /** The rate of the parameters, for ever. */
    public static HeartRateCourse of(SynthesisParameters parameters) {
        return new HeartRateCourse(List.of(new HeartRate(0, parameters.heartRateBpm(), parameters.heartRateSdBpm())));
    }

    /**
     * The course with another rate from soon on, between two beats. One that was about to come is left out, one of long
     * ago is forgotten.
     *
     * @param parameters of the ECG
     * @param nowSeconds the present, in seconds since sample 0
     * @throws InvalidParametersException if the rate is out of range
     */
    public HeartRateCourse changed(SynthesisParameters parameters, double meanBpm, double sdBpm, double nowSeconds) {
        var kept = new ArrayList<>(rates);
        if (kept.size() > 1 && kept.getLast().sinceSeconds() > nowSeconds + SETTLED_SECONDS) {
            kept.removeLast();
        }
        double since = new Timeline(parameters, new HeartRateCourse(kept)).betweenBeats(nowSeconds + AHEAD_SECONDS);
        kept.add(new HeartRate(since, meanBpm, sdBpm));
        while (kept.get(1).sinceSeconds() < nowSeconds - KEPT_SECONDS) {
            kept.removeFirst();
        }
        return new HeartRateCourse(kept);
    }
}
