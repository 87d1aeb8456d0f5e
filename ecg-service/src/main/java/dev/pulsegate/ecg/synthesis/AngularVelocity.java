package dev.pulsegate.ecg.synthesis;

/**
 * The angular velocity ω(t) of the trajectory over one stretch of time, chosen so that the stretch covers a given angle.
 *
 * <p>The paper sets ω(t) = 2π/T(t) with T(t) the RR tachogram. Taken literally, an interval between two R peaks is a mean of
 * T over its own length, which damps the respiratory band by a fifth; holding T from one R peak to the next, as the
 * original program does, makes ω jump in the middle of each R wave, so that the wave's two halves differ and the level
 * jumps with them. Here ω is a parabola between two R peaks: continuous, equal at each peak to the mean speed of the two
 * intervals that meet there, and covering exactly one turn in exactly the interval asked for.
 */
final class AngularVelocity {

    private final double startTime;
    private final double duration;
    private final double atStart;
    private final double slope;
    private final double bow;

    /**
     * @param startTime beginning of the stretch, in seconds
     * @param duration its length, in seconds
     * @param angle what it covers, in radians
     * @param atStart ω at its beginning, in radians a second
     * @param atEnd ω at its end; ω stays positive if the mean of both is below {@code 3 · angle / duration}
     */
    AngularVelocity(double startTime, double duration, double angle, double atStart, double atEnd) {
        this.startTime = startTime;
        this.duration = duration;
        this.atStart = atStart;
        slope = atEnd - atStart;
        bow = 6 * (angle / duration - (atStart + atEnd) / 2);
    }

    /** ω at the R peak between two RR intervals. With it ω is positive throughout both, whatever their lengths. */
    static double atPeakBetween(double rrSecondsBefore, double rrSecondsAfter) {
        return 4 * StrictMath.PI / (rrSecondsBefore + rrSecondsAfter);
    }

    /** ω at a time within the stretch, in radians a second. */
    double at(double time) {
        double part = (time - startTime) / duration;
        return atStart + part * (slope + bow * (1 - part));
    }

    /** End of the stretch, in seconds. */
    double endTime() {
        return startTime + duration;
    }
}
