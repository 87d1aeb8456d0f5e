package dev.pulsegate.gateway.space;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A space in the database; a new one is as its fields begin, but for what is said of it. */
@Entity
@Table(name = "space")
class SpaceEntity {

    @Id
    UUID id;

    @Version
    int version;

    String name;
    String description = "";
    String cover;
    boolean enabled = true;

    @Enumerated(EnumType.STRING)
    @Column(name = "worker_access")
    WorkerAccess workerAccess = WorkerAccess.KEY;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> operators = List.of();

    @Column(name = "queue_without_workers")
    boolean queueWithoutWorkers = true;

    @Column(name = "input_kinds")
    short inputKinds = (short) InputKind.PROMPT.bit();

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "input_limits")
    Map<InputKind, InputLimit> inputLimits = Map.of();

    @Column(name = "attempt_limit")
    int attemptLimit = 3;

    @Column(name = "deadline_seconds")
    int deadlineSeconds = 120;

    @Column(name = "max_wait_seconds")
    int maxWaitSeconds = 86_400;

    @Column(name = "queue_limit")
    int queueLimit = 10_000;

    @Column(name = "account_queue_limit")
    int accountQueueLimit;

    @Column(name = "cooldown_seconds")
    int cooldownSeconds;

    @Column(name = "daily_quota")
    int dailyQuota;

    @Column(name = "user_priority")
    short userPriority;

    @Column(name = "admin_priority")
    short adminPriority = 5;

    @Column(name = "priority_ageing_seconds")
    int priorityAgeingSeconds = 60;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    /** The space as it is now. */
    Space toSpace() {
        return new Space(
                id,
                version,
                name,
                description,
                cover,
                enabled,
                InputKind.of(inputKinds),
                inputLimits.isEmpty() ? Map.of() : new EnumMap<>(inputLimits),
                workerAccess,
                operators,
                rules(),
                createdAt,
                changedAt);
    }

    private QueueRules rules() {
        return new QueueRules(
                queueWithoutWorkers,
                attemptLimit,
                Duration.ofSeconds(deadlineSeconds),
                Duration.ofSeconds(maxWaitSeconds),
                queueLimit,
                accountQueueLimit,
                Duration.ofSeconds(cooldownSeconds),
                dailyQuota,
                userPriority,
                adminPriority,
                Duration.ofSeconds(priorityAgeingSeconds));
    }
}
