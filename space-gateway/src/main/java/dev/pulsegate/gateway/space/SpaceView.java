package dev.pulsegate.gateway.space;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.pulsegate.platform.token.Caller;

/**
 * A space as the API shows it; the members are those of {@link SpaceFields}, in the same units.
 *
 * @param operators as in {@link SpaceFields}, for administrators and the operators themselves; absent for others
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
        @JsonInclude(JsonInclude.Include.NON_NULL) List<String> operators,
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

    /** Shows a space to somebody. */
    static SpaceView of(Space space, Caller viewer) {
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
                viewer.isAdmin() || space.isOperatedBy(viewer.name()) ? space.operators() : null,
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
