package dev.pulsegate.gateway.space;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A space as the API shows it; the members are those of {@link SpaceFields}, in the same units.
 *
 * @param id its id
 * @param createdAt when it was made
 * @param changedAt when it was changed last
 */
public record SpaceView(
        UUID id,
        String name,
        String description,
        String cover,
        boolean enabled,
        List<InputKind> inputs,
        Map<InputKind, InputLimit> inputLimits,
        WorkerAccess workerAccess,
        boolean queueWithoutWorkers,
        int attemptLimit,
        long deadlineSeconds,
        long maxWaitSeconds,
        int queueLimit,
        int accountQueueLimit,
        long cooldownSeconds,
        int dailyQuota,
        int userPriority,
        int adminPriority,
        long priorityAgeingSeconds,
        Instant createdAt,
        Instant changedAt) {

    /** Shows a space. */
    static SpaceView of(Space space) {
        var rules = space.rules();
        var limits = new EnumMap<InputKind, InputLimit>(InputKind.class);
        space.inputs().forEach(kind -> limits.put(kind, space.limit(kind)));
        return new SpaceView(
                space.id(),
                space.name(),
                space.description(),
                space.cover(),
                space.enabled(),
                space.inputs().stream().sorted().toList(),
                limits,
                space.workerAccess(),
                rules.queueWithoutWorkers(),
                rules.attemptLimit(),
                seconds(rules.deadline()),
                seconds(rules.maxWait()),
                rules.queueLimit(),
                rules.accountQueueLimit(),
                seconds(rules.cooldown()),
                rules.dailyQuota(),
                rules.userPriority(),
                rules.adminPriority(),
                seconds(rules.priorityAgeing()),
                space.createdAt(),
                space.changedAt());
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}
