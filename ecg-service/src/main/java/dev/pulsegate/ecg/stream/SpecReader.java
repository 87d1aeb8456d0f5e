package dev.pulsegate.ecg.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.pulsegate.ecg.synthesis.InvalidParametersException;
import dev.pulsegate.ecg.synthesis.InvalidParametersException.Violation;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;

/** Turns what somebody asks for into what a stream is made of. Whether the record is there is not its business. */
final class SpecReader {

    private static final double LEAST_HZ = 100;
    private static final double MOST_HZ = 1000;

    private SpecReader() {}

    /**
     * Reads a request.
     *
     * @throws InvalidParametersException naming whatever cannot be had
     */
    static StreamSpec read(NewStream request) {
        return switch (Objects.requireNonNullElse(request.kind(), StreamKind.SYNTHETIC)) {
            case SYNTHETIC -> synthetic(request);
            case REPLAY -> replay(request);
        };
    }

    private static StreamSpec synthetic(NewStream request) {
        if (request.recording() != null) {
            throw new InvalidParametersException(
                    List.of(new Violation("recording", "belongs to streams of kind recording")));
        }
        var defaults = SynthesisParameters.builder().build();
        return new StreamSpec.Synthetic(new SynthesisParameters(
                or(request.heartRateBpm(), defaults.heartRateBpm()),
                or(request.heartRateSdBpm(), defaults.heartRateSdBpm()),
                or(request.lfHfRatio(), defaults.lfHfRatio()),
                or(request.respirationHz(), defaults.respirationHz()),
                or(request.samplingFrequencyHz(), defaults.samplingFrequencyHz()),
                or(request.baselineMillivolts(), defaults.baselineMillivolts()),
                or(request.mainsMillivolts(), defaults.mainsMillivolts()),
                or(request.mainsFrequencyHz(), defaults.mainsFrequencyHz()),
                or(request.muscleMillivolts(), defaults.muscleMillivolts()),
                Objects.requireNonNullElse(request.seed(), defaults.seed()),
                Objects.requireNonNullElse(request.leads(), defaults.leads())));
    }

    private static double or(Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    private static StreamSpec replay(NewStream request) {
        var violations = new ArrayList<Violation>();
        if (request.recording() == null) {
            violations.add(new Violation("recording", "must be the id of a recording"));
        }
        var hz = request.samplingFrequencyHz();
        if (hz != null && !(hz >= LEAST_HZ && hz <= MOST_HZ)) {
            violations.add(new Violation("samplingFrequencyHz", "must be from " + LEAST_HZ + " to " + MOST_HZ + " Hz"));
        }
        if (isForSynthesis(request)) {
            violations.add(
                    new Violation("kind", "must be synthetic for anything but a sampling frequency to be chosen"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidParametersException(violations);
        }
        return new StreamSpec.Replay(request.recording(), hz);
    }

    private static boolean isForSynthesis(NewStream request) {
        return Stream.of(
                        request.heartRateBpm(),
                        request.heartRateSdBpm(),
                        request.lfHfRatio(),
                        request.respirationHz(),
                        request.baselineMillivolts(),
                        request.mainsMillivolts(),
                        request.mainsFrequencyHz(),
                        request.muscleMillivolts(),
                        request.seed(),
                        request.leads())
                .anyMatch(Objects::nonNull);
    }
}
