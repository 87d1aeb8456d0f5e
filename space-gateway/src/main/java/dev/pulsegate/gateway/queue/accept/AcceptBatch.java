package dev.pulsegate.gateway.queue.accept;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** A batch of requests, and what came of each so far. */
final class AcceptBatch {

    private final Map<UUID, NewRequest> open = new LinkedHashMap<>();
    private final Map<UUID, Acceptance> settled = new HashMap<>();
    private final Map<UUID, UUID> followed = new HashMap<>();
    private final Map<UUID, Integer> placed = new HashMap<>();
    private final List<NewRequest> batch;

    AcceptBatch(List<NewRequest> batch) {
        this.batch = batch;
        batch.forEach(request -> open.put(request.id(), request));
    }

    /** Those not settled yet, in order. */
    List<NewRequest> open() {
        return List.copyOf(open.values());
    }

    /** Those among them whose cooldown or quota matters, in the order in which everybody locks them. */
    SortedSet<Asker> limitedAskers() {
        var askers = new TreeSet<Asker>();
        open.values().stream()
                .filter(request -> request.space().rules().limitUsage())
                .forEach(request -> askers.add(Asker.of(request)));
        return askers;
    }

    void settle(NewRequest request, Acceptance outcome) {
        open.remove(request.id());
        settled.put(request.id(), outcome);
    }

    /** A submission that repeats another of the same batch: what comes of that one comes of this. */
    void follow(NewRequest request, NewRequest earlier) {
        var hash = earlier.bodyHash();
        if (request.idempotency().isOf(hash)) {
            open.remove(request.id());
            followed.put(request.id(), earlier.id());
        } else {
            settle(request, new Acceptance.KeyReused());
        }
    }

    /** Counts those placed in a space's queue: 1 for the first. */
    int next(UUID spaceId) {
        return placed.merge(spaceId, 1, Integer::sum);
    }

    /** What came of each, in the batch's order. */
    List<Acceptance> inOrder() {
        return batch.stream().map(request -> outcome(request.id())).toList();
    }

    private Acceptance outcome(UUID id) {
        var earlier = followed.get(id);
        if (earlier == null) {
            return settled.get(id);
        }
        return settled.get(earlier) instanceof Acceptance.Accepted accepted
                ? new Acceptance.Repeated(accepted.requestId())
                : settled.get(earlier);
    }
}
