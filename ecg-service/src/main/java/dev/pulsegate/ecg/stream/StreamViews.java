package dev.pulsegate.ecg.stream;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.replay.RecordInfo;
import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.stream.StreamDefinition.Made;
import dev.pulsegate.ecg.stream.StreamView.Lead;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;

/** Describes streams for the list. */
@ApplicationScoped
class StreamViews {

    /** Samples are sent in steps of 0.1 µV. */
    private static final double STEPS_PER_MILLIVOLT = 10_000;

    private static final String MILLIVOLTS = "mV";

    private final RecordLibrary records;
    private final LiveStreams live;

    StreamViews(RecordLibrary records, LiveStreams live) {
        this.records = records;
        this.live = live;
    }

    StreamView of(StreamDefinition stream) {
        return switch (stream.spec()) {
            case StreamSpec.Synthetic synthetic ->
                view(
                        stream,
                        StreamKind.SYNTHETIC,
                        leads(synthetic.parameters().leads()),
                        synthetic.parameters().samplingFrequencyHz(),
                        List.of());
            case StreamSpec.Replay replay -> {
                var record = records.find(replay.recordId());
                var leads = leads(record.map(RecordInfo::leads).orElse(List.of()));
                var own = record.map(RecordInfo::samplingFrequencyHz).orElse(0.0);
                yield view(
                        stream,
                        StreamKind.REPLAY,
                        leads,
                        Objects.requireNonNullElse(replay.resampledToHz(), own),
                        record.map(RecordInfo::remarks).orElse(List.of()));
            }
        };
    }

    private static List<Lead> leads(List<String> names) {
        return names.stream()
                .map(name -> new Lead(name, STEPS_PER_MILLIVOLT, MILLIVOLTS))
                .toList();
    }

    private StreamView view(
            StreamDefinition stream,
            StreamKind kind,
            List<Lead> leads,
            double samplingFrequencyHz,
            List<String> remarks) {
        return new StreamView(
                stream.id(),
                kind,
                stream.title(),
                leads,
                samplingFrequencyHz,
                stream.persistent(),
                live.viewers(stream.id()),
                heartRate(stream, SynthesisParameters::heartRateBpm),
                heartRate(stream, SynthesisParameters::heartRateSdBpm),
                stream.origin() instanceof Made made ? made.accountId() : null,
                stream.origin() instanceof Made made ? made.at() : null,
                remarks);
    }

    private static Double heartRate(StreamDefinition stream, Function<SynthesisParameters, Double> which) {
        return stream.spec() instanceof StreamSpec.Synthetic synthetic ? which.apply(synthetic.parameters()) : null;
    }
}
