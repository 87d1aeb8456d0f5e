package dev.pulsegate.gateway.status;

import java.util.Comparator;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.SpaceWorkers;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;

/** How busy spaces are, from what this process knows. Never blocks. */
@ApplicationScoped
class SpaceStatuses {

    private static final Comparator<Space> BY_NAME = Comparator.comparing(Space::name, String.CASE_INSENSITIVE_ORDER);

    private final SpaceDirectory spaces;
    private final QueueLengths lengths;
    private final Presence presence;
    private final Dispatcher dispatcher;
    private final Waits waits;

    SpaceStatuses(SpaceDirectory spaces, QueueLengths lengths, Presence presence, Dispatcher dispatcher, Waits waits) {
        this.spaces = spaces;
        this.lengths = lengths;
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.waits = waits;
    }

    SpaceStatus of(Space space) {
        return of(space, presence.workers(space.id()));
    }

    /** All spaces, by name. */
    List<SpaceStatus> all() {
        var workers = presence.workers();
        return spaces.known().stream()
                .sorted(BY_NAME)
                .map(space -> of(space, workers.getOrDefault(space.id(), SpaceWorkers.NONE)))
                .toList();
    }

    private SpaceStatus of(Space space, SpaceWorkers workers) {
        long length = lengths.of(space.id());
        boolean free = workers.running() < workers.capacity() && length == 0;
        return new SpaceStatus(
                space.id(),
                space.name(),
                space.enabled(),
                workers.connected(),
                workers.busy(),
                workers.capacity(),
                workers.running(),
                length,
                dispatcher
                        .serviceTime(space.id())
                        .map(mean -> mean.toMillis() / 1000.0)
                        .orElse(null),
                free ? Long.valueOf(0) : waits.expectedSeconds(space.id(), workers.capacity(), length + 1));
    }
}
