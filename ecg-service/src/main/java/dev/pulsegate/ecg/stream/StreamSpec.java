package dev.pulsegate.ecg.stream;

import dev.pulsegate.ecg.synthesis.HeartRateCourse;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;

/** What a stream is made of. */
public sealed interface StreamSpec {

    /**
     * A synthetic ECG.
     *
     * @param parameters what it is like, with its heart rate as it was set last
     * @param heartRates its heart rate in the course of time
     */
    record Synthetic(SynthesisParameters parameters, HeartRateCourse heartRates) implements StreamSpec {

        /** With one heart rate at all times. */
        Synthetic(SynthesisParameters parameters) {
            this(parameters, HeartRateCourse.of(parameters));
        }
    }

    /**
     * A record, replayed without end.
     *
     * @param recordId its id in the library
     * @param resampledToHz samples a second, or null for the record's own
     */
    record Replay(String recordId, Double resampledToHz) implements StreamSpec {}
}
