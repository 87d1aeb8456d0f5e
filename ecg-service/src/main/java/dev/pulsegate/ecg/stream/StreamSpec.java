package dev.pulsegate.ecg.stream;

import dev.pulsegate.ecg.synthesis.SynthesisParameters;

/** What a stream is made of. */
public sealed interface StreamSpec {

    /**
     * A synthetic ECG.
     *
     * @param parameters what it is like
     */
    record Synthetic(SynthesisParameters parameters) implements StreamSpec {}

    /**
     * A record, replayed without end.
     *
     * @param recordId its id in the library
     * @param resampledToHz samples a second, or null for the record's own
     */
    record Replay(String recordId, Double resampledToHz) implements StreamSpec {}
}
