package dev.pulsegate.ecg.stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.synthesis.SyntheticSource;

/** Brings streams that run here to the heart rate that is theirs by now. */
@ApplicationScoped
class HeartRates {

    private final LiveStreams live;

    HeartRates(LiveStreams live) {
        this.live = live;
    }

    /** Lets a stream go over to its heart rate with the next beat; does nothing if it has it, or does not run here. */
    void apply(StreamDefinition stream) {
        if (stream.spec() instanceof StreamSpec.Synthetic(var wanted)
                && live.source(stream.id()).orElse(null) instanceof SyntheticSource source
                && !source.hasHeartRate(wanted.heartRateBpm(), wanted.heartRateSdBpm())) {
            source.changeHeartRate(wanted.heartRateBpm(), wanted.heartRateSdBpm());
        }
    }
}
