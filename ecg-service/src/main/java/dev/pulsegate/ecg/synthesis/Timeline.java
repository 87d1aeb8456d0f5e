package dev.pulsegate.ecg.synthesis;

import java.util.List;

/**
 * The beats of an ECG through all its heart rates, as a function of time alone. Where the rate changes, the interval under
 * way ends in its middle, between two beats and with no wave under way, and one of the new rhythm begins in its own. For one
 * thread.
 */
final class Timeline {

    private final List<Rhythm> rhythms;

    Timeline(SynthesisParameters parameters, HeartRateCourse course) {
        rhythms = course.rates().stream()
                .map(rate -> new Rhythm(rate, parameters))
                .toList();
    }

    /** The stretch that holds a time; its beginning belongs to it. */
    Stretch at(double time) {
        int place = rhythms.size() - 1;
        while (place > 0 && rhythms.get(place).rate().sinceSeconds() > time) {
            place--;
        }
        var rhythm = rhythms.get(place);
        double until =
                place + 1 < rhythms.size() ? rhythms.get(place + 1).rate().sinceSeconds() : Double.POSITIVE_INFINITY;
        boolean isFirst = place == 0;
        return !isFirst && time < rhythm.firstPeak() ? beginning(rhythm) : interval(rhythm, time, until, isFirst);
    }

    private static Stretch beginning(Rhythm rhythm) {
        double from = rhythm.rate().sinceSeconds();
        double half = rhythm.firstPeak() - from;
        var first = rhythm.at(rhythm.firstPeak());
        double speedAtEnd = AngularVelocity.atPeakBetween(2 * half, first.to() - first.from());
        var velocity = new AngularVelocity(from, half, StrictMath.PI, StrictMath.PI / half, speedAtEnd);
        return new Stretch(rhythm, from, rhythm.firstPeak(), false, true, velocity);
    }

    private static Stretch interval(Rhythm rhythm, double time, double until, boolean isFirst) {
        var interval = rhythm.at(time);
        double from = interval.from();
        double length = interval.to() - from;
        double lengthBefore = !isFirst && from == rhythm.firstPeak()
                ? 2 * (from - rhythm.rate().sinceSeconds())
                : interval.lengthBefore();
        double speedAtStart = AngularVelocity.atPeakBetween(lengthBefore, length);
        if (interval.to() > until) {
            double half = until - from;
            var velocity = new AngularVelocity(from, half, StrictMath.PI, speedAtStart, StrictMath.PI / half);
            return new Stretch(rhythm, from, until, true, false, velocity);
        }
        double speedAtEnd = AngularVelocity.atPeakBetween(length, interval.lengthAfter());
        var velocity = new AngularVelocity(from, length, 2 * StrictMath.PI, speedAtStart, speedAtEnd);
        return new Stretch(rhythm, from, interval.to(), true, true, velocity);
    }

    /** The first R peak at a time or after it. */
    double peakFrom(double time) {
        var stretch = at(time);
        while (!stretch.beginsAtPeak() || stretch.from() < time) {
            stretch = at(stretch.to());
        }
        return stretch.from();
    }

    /** The first time between two beats of the same rhythm, at a time or after it. */
    double betweenBeats(double time) {
        var stretch = at(time);
        while (!stretch.beginsAtPeak() || !stretch.endsAtPeak() || stretch.middle() < time) {
            stretch = at(stretch.to());
        }
        return stretch.middle();
    }
}
