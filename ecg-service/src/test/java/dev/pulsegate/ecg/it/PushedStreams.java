package dev.pulsegate.ecg.it;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;

import dev.pulsegate.ecg.live.SourceFactory;

/** Streams of pushed sources, which nothing in the service makes yet: a test offers one under an id of its own. */
@Decorator
@Priority(1)
class PushedStreams implements SourceFactory {

    private final SourceFactory others;
    private final Offered offered;

    PushedStreams(@Any @Delegate SourceFactory others, Offered offered) {
        this.others = others;
        this.offered = offered;
    }

    @Override
    public Optional<Opened> open(String streamId) throws IOException {
        var source = offered.sources.get(streamId);
        return source == null ? others.open(streamId) : Optional.of(new Opened(source, false, null, null));
    }

    /** What tests offer. */
    @Singleton
    static class Offered {

        private final Map<String, PushedSamples> sources = new ConcurrentHashMap<>();

        PushedSamples offer(String streamId, PushedSamples source) {
            sources.put(streamId, source);
            return source;
        }
    }
}
