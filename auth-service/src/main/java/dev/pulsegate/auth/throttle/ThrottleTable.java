package dev.pulsegate.auth.throttle;

import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.auth.sql.Updates;
import dev.pulsegate.platform.task.Tasks;

/**
 * The tries that are used up, for all replicas together: a row for each key that lacks any, which says when all are back.
 * That one number is enough (the generic cell rate algorithm): each try puts it off by the time one try takes to come back,
 * and there is one left as long as it lies within the period. Blocks.
 *
 * <p>Every try is one statement that locks one row and commits by itself, so it can wait for another try with the same key
 * only. Time is the database's: replicas need not agree about it.
 */
@ApplicationScoped
class ThrottleTable {

    /** What strangers can make us keep, beside what comes between two cleanings. */
    private static final int MOST_ROWS = 200_000;

    private static final Duration CLEANING_PERIOD = Duration.ofSeconds(20);
    private static final int BATCH = 1_000;

    private static final String TAKE = """
            insert into throttle (key, full_at) values (?, statement_timestamp() + ? * interval '1 microsecond')
            on conflict (key) do update
            set full_at = greatest(throttle.full_at, statement_timestamp()) + ? * interval '1 microsecond'
            where greatest(throttle.full_at, statement_timestamp())
                <= statement_timestamp() + ? * interval '1 microsecond'
            """;

    /** How long until all tries are back. */
    private static final String FULL_IN = """
            select cast(extract(epoch from full_at - statement_timestamp()) * 1000000 as bigint)
            from throttle where key = ?
            """;

    private static final String GIVE_BACK =
            "update throttle set full_at = full_at - ? * interval '1 microsecond' where key = ?";

    private static final String RESET = "delete from throttle where key = ?";

    private static final String FORGET_FULL = """
            delete from throttle where key in (
                select key from throttle where full_at <= statement_timestamp() limit ? for update skip locked)
            """;

    private static final String COUNT = "select count(*) from throttle";

    /** Those that used up least. */
    private static final String FORGET_LEAST_USED = """
            delete from throttle where key in (select key from throttle order by full_at limit ? for update skip locked)
            """;

    private final AgroalDataSource dataSource;
    private final Updates updates;

    ThrottleTable(@DataSource("auth") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        this.updates = new Updates(dataSource, "The tries that are used up cannot be counted");
    }

    void keepCleaning(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("throttle-cleaning", CLEANING_PERIOD, () -> clean(MOST_ROWS));
    }

    /**
     * Takes a try; if there is none, takes nothing and returns how long until there is one again.
     *
     * @param comesBackIn how long one try takes to come back
     * @param period how long all of them take
     */
    Optional<Duration> take(UUID key, Duration comesBackIn, Duration period) {
        boolean taken = 1
                == updates.run(TAKE, statement -> {
                    statement.setObject(1, key);
                    statement.setLong(2, micros(comesBackIn));
                    statement.setLong(3, micros(comesBackIn));
                    statement.setLong(4, micros(period.minus(comesBackIn)));
                });
        return taken
                ? Optional.empty()
                : Optional.of(atLeastNothing(fullIn(key).minus(period).plus(comesBackIn)));
    }

    /** Between the two looks one may have come back. */
    private static Duration atLeastNothing(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private Duration fullIn(UUID key) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(FULL_IN)) {
            statement.setObject(1, key);
            try (var found = statement.executeQuery()) {
                return found.next() ? Duration.of(found.getLong(1), ChronoUnit.MICROS) : Duration.ZERO;
            }
        } catch (SQLException e) {
            throw updates.failed(e);
        }
    }

    /** Gives a try back. */
    void giveBack(UUID key, Duration comesBackIn) {
        updates.run(GIVE_BACK, statement -> {
            statement.setLong(1, micros(comesBackIn));
            statement.setObject(2, key);
        });
    }

    /** Gives all tries back. */
    void reset(UUID key) {
        updates.run(RESET, statement -> statement.setObject(1, key));
    }

    /** Forgets keys that have all their tries, and beyond so many rows those that used up least. */
    void clean(int most) throws SQLException {
        while (updates.run(FORGET_FULL, statement -> statement.setInt(1, BATCH)) == BATCH) {
            // Another full batch may be there.
        }
        long tooMany = count() - most;
        if (tooMany > 0) {
            updates.run(FORGET_LEAST_USED, statement -> statement.setLong(1, tooMany));
        }
    }

    private long count() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(COUNT);
                var found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }
}
