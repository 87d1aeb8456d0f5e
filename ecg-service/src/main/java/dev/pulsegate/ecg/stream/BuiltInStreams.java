package dev.pulsegate.ecg.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.ecg.replay.RecordInfo;
import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;

/** The streams that are there without anybody having made them: the demo stream, then every record by its own id. */
@ApplicationScoped
class BuiltInStreams {

    /** The stream the prototype's page expects: one lead at 125 Hz, 20 samples every 160 ms. */
    static final String DEMO = "demo";

    private static final double DEMO_HZ = 125;

    private final Map<String, StreamDefinition> definitions = new LinkedHashMap<>();

    BuiltInStreams(RecordLibrary records) {
        add(new StreamDefinition(
                DEMO, "Synthetic ECG", new StreamSpec.Synthetic(demo()), false, StreamDefinition.BUILT_IN));
        records.records().forEach(record -> add(definition(record)));
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

    private static StreamDefinition definition(RecordInfo record) {
        var spec = new StreamSpec.Replay(record.id(), null);
        return new StreamDefinition(record.id(), record.title(), spec, false, StreamDefinition.BUILT_IN);
    }

    List<StreamDefinition> all() {
        return List.copyOf(definitions.values());
    }

    Optional<StreamDefinition> find(String id) {
        return Optional.ofNullable(definitions.get(id));
    }
}
