package dev.pulsegate.gateway.metrics;

import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.QueueListener;

/** Counts what this process does to requests, by space, and what it does not take in. */
@ApplicationScoped
public class RequestMeters implements QueueListener {

    private final MeteredSpaces spaces;

    RequestMeters(MeteredSpaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public void changed(List<Change> changes) {
        for (var change : changes) {
            spaces.of(change.spaceId()).changed(change);
        }
    }

    /** A submission was not taken in. */
    public void refused(UUID spaceId, Refusal why) {
        spaces.of(spaceId).refused(why);
    }

    /** The same was submitted before under its key, and is answered as it stands. */
    public void repeated(UUID spaceId) {
        spaces.of(spaceId).repeated();
    }
}
