package dev.pulsegate.ecg.stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.synthesis.HeartRateCourse;
import dev.pulsegate.ecg.synthesis.SyntheticSource;

/** Has synthetic streams that run here follow the heart rates that are theirs by now. */
@ApplicationScoped
class HeartRates {

    private final LiveStreams live;

    HeartRates(LiveStreams live) {
        this.live = live;
    }

    /** Tells a stream its heart rates; does nothing if it knows them, or does not run here. */
    void apply(String id, HeartRateCourse heartRates) {
        if (live.source(id).orElse(null) instanceof SyntheticSource source) {
            source.follow(heartRates);
        }
    }
}
