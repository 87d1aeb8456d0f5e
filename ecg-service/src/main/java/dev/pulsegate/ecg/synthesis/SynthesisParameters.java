package dev.pulsegate.ecg.synthesis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import dev.pulsegate.ecg.synthesis.InvalidParametersException.Violation;

/**
 * What a synthetic ECG shall be like. Equal parameters give equal samples, on every machine.
 *
 * @param heartRateBpm mean heart rate, 20 to 300 beats a minute
 * @param heartRateSdBpm standard deviation of the heart rate, 0 to a fifth of the mean, in beats a minute. The RR
 *     intervals have the standard deviation {@code 60 · sd / mean²} seconds
 * @param lfHfRatio power of the RR intervals around 0.1 Hz (Mayer waves) over that around the respiratory frequency,
 *     0.01 to 100
 * @param respirationHz respiratory frequency, 0.1 to 1 Hz: centre of the RR intervals' high-frequency power, and the
 *     frequency of the baseline wander
 * @param samplingFrequencyHz samples a second, 100 to 1000 Hz
 * @param baselineMillivolts amplitude of the baseline wander as it appears in lead II, 0 to 5 mV. The default is what the
 *     paper's drive of 0.15 mV leaves at 0.25 Hz
 * @param mainsMillivolts amplitude of the mains interference, 0 to 5 mV; above 0 the sampling frequency must exceed twice
 *     the mains frequency
 * @param mainsFrequencyHz 50 or 60 Hz
 * @param muscleMillivolts root mean square of the muscle noise, 0 to 5 mV
 * @param seed chooses the rhythm's course and the noise; every value is good
 * @param leads names of the leads to produce, each once, from {@link StandardLead#names()}
 */
public record SynthesisParameters(
        double heartRateBpm,
        double heartRateSdBpm,
        double lfHfRatio,
        double respirationHz,
        double samplingFrequencyHz,
        double baselineMillivolts,
        double mainsMillivolts,
        double mainsFrequencyHz,
        double muscleMillivolts,
        long seed,
        List<String> leads) {

    /**
     * Checks every component.
     *
     * @throws InvalidParametersException naming each component that is out of range
     */
    public SynthesisParameters {
        var found = new ArrayList<Violation>();
        checkHeartRate(found, heartRateBpm, heartRateSdBpm);
        checkRange(found, "lfHfRatio", lfHfRatio, 0.01, 100, "(a plain ratio)");
        checkRange(found, "respirationHz", respirationHz, 0.1, 1, "Hz");
        checkRange(found, "samplingFrequencyHz", samplingFrequencyHz, 100, 1000, "Hz");
        checkRange(found, "baselineMillivolts", baselineMillivolts, 0, 5, "mV");
        checkRange(found, "mainsMillivolts", mainsMillivolts, 0, 5, "mV");
        if (mainsMillivolts > 0 && samplingFrequencyHz <= 2 * mainsFrequencyHz) {
            found.add(new Violation(
                    "mainsMillivolts",
                    "must be 0 unless the sampling frequency exceeds twice the mains frequency of " + mainsFrequencyHz
                            + " Hz"));
        }
        if (mainsFrequencyHz != 50 && mainsFrequencyHz != 60) {
            found.add(new Violation("mainsFrequencyHz", "must be 50 or 60 Hz, not " + mainsFrequencyHz));
        }
        checkRange(found, "muscleMillivolts", muscleMillivolts, 0, 5, "mV");
        checkLeads(found, leads);
        if (!found.isEmpty()) {
            throw new InvalidParametersException(found);
        }
        leads = List.copyOf(leads);
    }

    /** Parameters to start from: lead II at 60 ± 1 beats a minute, 500 Hz, slight baseline wander, no other noise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Refuses a heart rate as the constructor does. */
    static void requireHeartRate(double meanBpm, double sdBpm) {
        var found = new ArrayList<Violation>();
        checkHeartRate(found, meanBpm, sdBpm);
        if (!found.isEmpty()) {
            throw new InvalidParametersException(found);
        }
    }

    private static void checkHeartRate(List<Violation> found, double meanBpm, double sdBpm) {
        boolean meanIsGood = checkRange(found, "heartRateBpm", meanBpm, 20, 300, "beats a minute");
        checkRange(found, "heartRateSdBpm", sdBpm, 0, meanIsGood ? meanBpm / 5 : 60, "beats a minute");
    }

    private static boolean checkRange(
            List<Violation> found, String parameter, double value, double low, double high, String unit) {
        boolean good = value >= low && value <= high; // false for NaN
        if (!good) {
            found.add(new Violation(parameter, "must be from " + low + " to " + high + " " + unit + ", not " + value));
        }
        return good;
    }

    private static void checkLeads(List<Violation> found, List<String> leads) {
        var choice = "choose from " + String.join(", ", StandardLead.names());
        if (leads == null || leads.isEmpty()) {
            found.add(new Violation("leads", "must name at least one lead; " + choice));
            return;
        }
        var seen = new HashSet<String>();
        for (var lead : leads) {
            if (lead == null || !StandardLead.names().contains(lead)) {
                found.add(new Violation("leads", "must not hold an unknown lead; " + choice));
                return;
            }
            if (!seen.add(lead)) {
                found.add(new Violation("leads", "must name each lead once, but " + lead + " is there twice"));
                return;
            }
        }
    }

    /** Collects parameters one by one; what is not set keeps its default. */
    public static final class Builder {
        private double heartRateBpm = 60;
        private double heartRateSdBpm = 1;
        private double lfHfRatio = 0.5;
        private double respirationHz = 0.25;
        private double samplingFrequencyHz = 500;
        private double baselineMillivolts = 0.08;
        private double mainsMillivolts;
        private double mainsFrequencyHz = 50;
        private double muscleMillivolts;
        private long seed = 1;
        private List<String> leads = List.of("II");

        private Builder() {}

        /** See {@link SynthesisParameters#heartRateBpm()} and {@link SynthesisParameters#heartRateSdBpm()}. */
        public Builder heartRate(double meanBpm, double sdBpm) {
            heartRateBpm = meanBpm;
            heartRateSdBpm = sdBpm;
            return this;
        }

        /** See {@link SynthesisParameters#lfHfRatio()}; 0.5 unless set. */
        public Builder lfHfRatio(double ratio) {
            lfHfRatio = ratio;
            return this;
        }

        /** See {@link SynthesisParameters#respirationHz()}; 0.25 Hz unless set. */
        public Builder respirationHz(double hertz) {
            respirationHz = hertz;
            return this;
        }

        /** See {@link SynthesisParameters#samplingFrequencyHz()}; 500 Hz unless set. */
        public Builder samplingFrequencyHz(double hertz) {
            samplingFrequencyHz = hertz;
            return this;
        }

        /** See {@link SynthesisParameters#baselineMillivolts()}; 0.08 mV unless set. */
        public Builder baselineMillivolts(double amplitude) {
            baselineMillivolts = amplitude;
            return this;
        }

        /** See {@link SynthesisParameters#mainsMillivolts()} and its frequency; none unless set. */
        public Builder mains(double amplitudeMillivolts, double hertz) {
            mainsMillivolts = amplitudeMillivolts;
            mainsFrequencyHz = hertz;
            return this;
        }

        /** See {@link SynthesisParameters#muscleMillivolts()}; none unless set. */
        public Builder muscleMillivolts(double rootMeanSquare) {
            muscleMillivolts = rootMeanSquare;
            return this;
        }

        /** See {@link SynthesisParameters#seed()}; 1 unless set. */
        public Builder seed(long chosen) {
            seed = chosen;
            return this;
        }

        /** See {@link SynthesisParameters#leads()}; lead II unless set. */
        public Builder leads(List<String> names) {
            leads = names;
            return this;
        }

        /**
         * The parameters collected.
         *
         * @throws InvalidParametersException naming each parameter that is out of range
         */
        public SynthesisParameters build() {
            return new SynthesisParameters(
                    heartRateBpm,
                    heartRateSdBpm,
                    lfHfRatio,
                    respirationHz,
                    samplingFrequencyHz,
                    baselineMillivolts,
                    mainsMillivolts,
                    mainsFrequencyHz,
                    muscleMillivolts,
                    seed,
                    leads);
        }
    }
}
