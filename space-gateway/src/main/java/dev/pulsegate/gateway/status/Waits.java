package dev.pulsegate.gateway.status;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.queue.read.Waiting;
import dev.pulsegate.gateway.replica.Presence;

/**
 * Positions in queues, why requests wait and for how long. A queue is read at most once a second, whoever asks; only its
 * first ten thousand have exact positions.
 */
@ApplicationScoped
public class Waits {

    private static final int MOST_POSITIONS = 10_000;
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Clock clock = Clock.systemUTC();
    private final Presence presence;
    private final Dispatcher dispatcher;
    private final LoadingCache<UUID, Queue> queues;

    /**
     * A space's queue as it was a moment ago.
     *
     * @param waiting its first requests, in order
     * @param positions their places, from 1
     */
    record Queue(List<Waiting> waiting, Map<UUID, Long> positions) {

        static Queue of(List<Waiting> waiting) {
            var positions = new HashMap<UUID, Long>();
            waiting.forEach(each -> positions.put(each.id(), positions.size() + 1L));
            return new Queue(waiting, positions);
        }

        /** When a request may have another attempt; null for at any time. */
        Instant notBefore(UUID requestId) {
            var position = positions.get(requestId);
            return position == null ? null : waiting.get((int) (position - 1)).notBefore();
        }
    }

    Waits(RequestReader reader, Presence presence, Dispatcher dispatcher) {
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.queues =
                Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(100).build(space -> read(reader, space));
    }

    private static Queue read(RequestReader reader, UUID space) throws SQLException {
        return Queue.of(reader.queue(space, MOST_POSITIONS));
    }

    /** The beginning of a space's queue; may block on the database. */
    Queue queue(UUID spaceId) {
        return queues.get(spaceId);
    }

    /** How a queued request waits; may block on the database. */
    public Wait of(UUID requestId, UUID spaceId, int inputKinds) {
        var queue = queue(spaceId);
        return of(spaceId, inputKinds, queue.positions().get(requestId))
                .notBefore(queue.notBefore(requestId), clock.instant());
    }

    /** The same for one that was read just now. */
    public Wait of(StoredRequest request) {
        var position = queue(request.spaceId()).positions().get(request.id());
        return of(request.spaceId(), request.inputKinds(), position).notBefore(request.notBefore(), clock.instant());
    }

    /** How a queued request waits whose position is known, or null. */
    public Wait of(UUID spaceId, int inputKinds, Long position) {
        var workers = presence.workers(spaceId);
        return new Wait(
                position, WaitReason.of(workers, inputKinds), expectedSeconds(spaceId, workers.capacity(), position));
    }

    /**
     * For how long whoever has a position waits, about: each worker's place becomes free once in the time a request takes.
     *
     * @param position the position, or null
     * @return null if nothing is known to go by
     */
    Long expectedSeconds(UUID spaceId, int capacity, Long position) {
        var each = dispatcher.serviceTime(spaceId);
        return position == null || capacity == 0 || each.isEmpty()
                ? null
                : each.get()
                        .multipliedBy(position)
                        .dividedBy(capacity)
                        .plusNanos(999_999_999)
                        .toSeconds();
    }
}
