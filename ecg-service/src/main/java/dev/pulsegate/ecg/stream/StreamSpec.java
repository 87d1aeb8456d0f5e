package dev.pulsegate.ecg.stream;

import java.util.OptionalDouble;

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
     * A recording, replayed without end.
     *
     * @param recording its id in the library
     * @param resampledToHz samples a second, where they are not the recording's own
     */
    record Replay(String recording, OptionalDouble resampledToHz) implements StreamSpec {}
}
