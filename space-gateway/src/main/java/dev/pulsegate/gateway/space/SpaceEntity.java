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

/** A space in the database. */
@Entity
@Table(name = "space")
class SpaceEntity {

    @Id
    UUID id;

    @Version
    int version;

    String name;
    String description;
    String cover;
    boolean enabled;

    @Enumerated(EnumType.STRING)
    @Column(name = "worker_access")
    WorkerAccess workerAccess;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> operators;

    @Column(name = "queue_without_workers")
    boolean queueWithoutWorkers;

    @Column(name = "input_kinds")
    short inputKinds;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "input_limits")
    Map<InputKind, InputLimit> inputLimits;

    @Column(name = "attempt_limit")
    int attemptLimit;

    @Column(name = "deadline_seconds")
    int deadlineSeconds;

    @Column(name = "max_wait_seconds")
    int maxWaitSeconds;

    @Column(name = "queue_limit")
    int queueLimit;

    @Column(name = "account_queue_limit")
    int accountQueueLimit;

    @Column(name = "cooldown_seconds")
    int cooldownSeconds;

    @Column(name = "daily_quota")
    int dailyQuota;

    @Column(name = "user_priority")
    short userPriority;

    @Column(name = "admin_priority")
    short adminPriority;

    @Column(name = "priority_ageing_seconds")
    int priorityAgeingSeconds;

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
