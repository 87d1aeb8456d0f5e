package dev.pulsegate.gateway.status;

import java.util.UUID;

/**
 * How busy a space is at the moment.
 *
 * @param enabled whether it takes requests
 * @param connectedWorkers how many workers serve it
 * @param busyWorkers how many of them have something to do
 * @param capacity how many requests they take at a time, all together
 * @param running how many they have
 * @param queueLength how many wait
 * @param meanServiceSeconds how long a request takes once a worker has it, on average; null if none was seen
 * @param expectedWaitSeconds how long a new request would wait, about; null if nothing is known to go by
 */
public record SpaceStatus(
        UUID spaceId,
        String spaceName,
        boolean enabled,
        int connectedWorkers,
        int busyWorkers,
        int capacity,
        int running,
        long queueLength,
        Double meanServiceSeconds,
        Long expectedWaitSeconds) {}
