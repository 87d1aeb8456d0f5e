package dev.pulsegate.ecg.stream;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.ecg.live.SourceFactory;
import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.signal.EcgSource;
import dev.pulsegate.ecg.stream.StreamDefinition.BuiltIn;
import dev.pulsegate.ecg.stream.StreamDefinition.Made;
import dev.pulsegate.ecg.synthesis.SyntheticSource;

/** Opens what the catalogue's streams are made of. */
@ApplicationScoped
class StreamSources implements SourceFactory {

    private final StreamCatalogue catalogue;
    private final RecordLibrary records;
    private volatile Instant builtInBegan;

    StreamSources(StreamCatalogue catalogue, RecordLibrary records) {
        this.catalogue = catalogue;
        this.records = records;
    }

    /** Built-in streams can then be opened while the database is away. */
    void atStart(@Observes StartupEvent event) {
        builtInBegan = catalogue.builtInBegan();
    }

    @Override
    public Optional<Opened> open(String streamId) throws IOException {
        var stream = catalogue.find(streamId);
        return stream.isEmpty() ? Optional.empty() : Optional.of(open(stream.get()));
    }

    private Opened open(StreamDefinition stream) throws IOException {
        var source = source(stream.spec());
        return switch (stream.origin()) {
            case Made made -> new Opened(source, stream.persistent(), made.accountId(), made.at());
            case BuiltIn _ -> new Opened(source, stream.persistent(), null, builtInBegan);
        };
    }

    private EcgSource source(StreamSpec spec) throws IOException {
        return switch (spec) {
            case StreamSpec.Synthetic synthetic -> new SyntheticSource(synthetic.parameters(), synthetic.heartRates());
            case StreamSpec.Replay replay ->
                replay.resampledToHz() == null
                        ? records.open(replay.recordId())
                        : records.open(replay.recordId(), replay.resampledToHz());
        };
    }
}
