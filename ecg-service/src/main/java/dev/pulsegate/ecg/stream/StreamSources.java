package dev.pulsegate.ecg.stream;

import java.io.IOException;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.ecg.live.SourceFactory;
import dev.pulsegate.ecg.recording.RecordingLibrary;
import dev.pulsegate.ecg.signal.EcgSource;
import dev.pulsegate.ecg.synthesis.SyntheticSource;

/** Opens what the catalogue's streams are made of. */
@ApplicationScoped
class StreamSources implements SourceFactory {

    private final StreamCatalogue catalogue;
    private final RecordingLibrary recordings;

    StreamSources(StreamCatalogue catalogue, RecordingLibrary recordings) {
        this.catalogue = catalogue;
        this.recordings = recordings;
    }

    @Override
    public Optional<Opened> open(String streamId) throws IOException {
        var stream = catalogue.find(streamId);
        return stream.isEmpty() ? Optional.empty() : Optional.of(open(stream.get()));
    }

    private Opened open(StreamDefinition stream) throws IOException {
        return new Opened(
                source(stream.spec()), stream.persistent(), stream.madeBy().map(StreamDefinition.Made::accountId));
    }

    private EcgSource source(StreamSpec spec) throws IOException {
        return switch (spec) {
            case StreamSpec.Synthetic synthetic -> new SyntheticSource(synthetic.parameters());
            case StreamSpec.Replay replay ->
                replay.resampledToHz().isPresent()
                        ? recordings.open(
                                replay.recording(), replay.resampledToHz().getAsDouble())
                        : recordings.open(replay.recording());
        };
    }
}
