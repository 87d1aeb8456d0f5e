package dev.pulsegate.ecg.stream;

import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.pulsegate.ecg.synthesis.HeartRateCourse;

/** A made stream, as it was asked for. */
@Entity
@Table(name = "stream")
class StreamEntity {

    @Id
    UUID id;

    @Column(name = "account_id", nullable = false)
    UUID accountId;

    /** The {@link NewStream} as JSON, seed filled in: reading it again gives the same stream. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    NewStream definition;

    /** Null unless the heart rate was changed: then it says more than the definition, which has the last rate. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "heart_rates")
    HeartRateCourse heartRates;

    @Column(nullable = false)
    boolean persistent;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;
}
