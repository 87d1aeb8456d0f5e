package dev.pulsegate.ecg.synthesis;

/**
 * What the trajectory passes through without a turn: an RR interval or, where the heart rate changes, half of one.
 *
 * @param rhythm whose beats these are
 * @param from its beginning, in seconds since sample 0
 * @param to its end
 * @param beginsAtPeak whether at an R peak, or else between two beats
 * @param endsAtPeak likewise
 * @param velocity how fast the trajectory goes
 */
record Stretch(
        Rhythm rhythm, double from, double to, boolean beginsAtPeak, boolean endsAtPeak, AngularVelocity velocity) {

    /** Where the beat of its first peak ends and the next one's begins, in time. */
    double middle() {
        return from + (to - from) / 2;
    }
}
