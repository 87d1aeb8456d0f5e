package dev.pulsegate.ecg.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.ecg.recording.RecordingInfo;
import dev.pulsegate.ecg.recording.RecordingLibrary;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;

/** The streams that are there without anybody having made them: the demo stream, then every recording by its own id. */
@ApplicationScoped
class BuiltInStreams {

    /** The stream the prototype's page expects: one lead at 125 Hz, 20 samples every 160 ms. */
    static final String DEMO = "demo";

    private static final double DEMO_HZ = 125;

    private final Map<String, StreamDefinition> definitions = new LinkedHashMap<>();

    BuiltInStreams(RecordingLibrary recordings) {
        add(new StreamDefinition(DEMO, "Synthetic ECG", new StreamSpec.Synthetic(demo()), false, Optional.empty()));
        recordings.recordings().forEach(recording -> add(definition(recording)));
    }

    private void add(StreamDefinition definition) {
        definitions.putIfAbsent(definition.id(), definition);
    }

    private static SynthesisParameters demo() {
        return SynthesisParameters.builder()
                .heartRate(72, 2)
                .samplingFrequencyHz(DEMO_HZ)
                .muscleMillivolts(0.005)
                .build();
    }

    private static StreamDefinition definition(RecordingInfo recording) {
        var spec = new StreamSpec.Replay(recording.id(), OptionalDouble.empty());
        return new StreamDefinition(recording.id(), recording.title(), spec, false, Optional.empty());
    }

    List<StreamDefinition> all() {
        return List.copyOf(definitions.values());
    }

    Optional<StreamDefinition> find(String id) {
        return Optional.ofNullable(definitions.get(id));
    }
}
