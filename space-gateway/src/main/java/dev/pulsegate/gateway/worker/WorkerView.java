package dev.pulsegate.gateway.worker;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.pulsegate.gateway.dispatch.WorkerInfo;
import dev.pulsegate.gateway.dispatch.WorkerSnapshot;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;

/**
 * A worker as the API shows it.
 *
 * @param connectionId its connection
 * @param name its own name, or null
 * @param version its version, or null
 * @param protocol how it speaks to the gateway
 * @param spaces the spaces it serves
 * @param capacity how many requests it takes at a time
 * @param running how many it has
 * @param draining whether it takes no more
 * @param consecutiveFailures how often it has failed since it last did anything well
 * @param setAsideUntil until when it gets nothing because of that, or null
 * @param inputs what its requests may bring
 * @param connectedAt since when it is connected
 * @param who whose token it connected with; null if it came without
 * @param replica the gateway process it is connected to
 */
public record WorkerView(
        UUID connectionId,
        String name,
        String version,
        String protocol,
        List<SpaceName> spaces,
        int capacity,
        int running,
        boolean draining,
        int consecutiveFailures,
        Instant setAsideUntil,
        List<InputKind> inputs,
        Instant connectedAt,
        WorkerInfo.Holder who,
        UUID replica) {

    /**
     * A space the worker serves.
     *
     * @param id the space
     * @param name its name; null if it is just gone
     */
    public record SpaceName(UUID id, String name) {}

    static WorkerView of(WorkerSnapshot worker, SpaceDirectory spaces) {
        return new WorkerView(
                worker.connectionId(),
                worker.info().name(),
                worker.info().version(),
                worker.info().protocol(),
                worker.spaces().stream()
                        .map(id -> new SpaceName(
                                id, spaces.known(id).map(Space::name).orElse(null)))
                        .toList(),
                worker.capacity(),
                worker.running(),
                worker.draining(),
                worker.consecutiveFailures(),
                worker.setAsideUntil(),
                InputKind.of(worker.inputKinds()).stream().sorted().toList(),
                worker.info().connectedAt(),
                worker.info().holder(),
                worker.replica());
    }
}
