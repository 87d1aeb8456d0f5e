package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How long requests of each space take once a worker has them: an exponentially weighted moving average. */
final class ServiceTimes {

    /** The weight of the latest; about the last 20 matter. */
    private static final double WEIGHT = 0.1;

    private final Map<UUID, Double> meanNanos = new ConcurrentHashMap<>();

    void took(UUID spaceId, long nanos) {
        meanNanos.merge(spaceId, (double) nanos, (mean, latest) -> mean + WEIGHT * (latest - mean));
    }

    /** The mean, if any was seen. */
    Optional<Duration> mean(UUID spaceId) {
        return Optional.ofNullable(meanNanos.get(spaceId)).map(nanos -> Duration.ofNanos(nanos.longValue()));
    }
}
