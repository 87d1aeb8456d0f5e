package dev.pulsegate.auth.loglevel;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import dev.pulsegate.auth.sql.Updates;

/** The rows of changed levels. Time is the database's. Blocks. */
@ApplicationScoped
class LogLevelTable {

    /** Whoever changes anything waits here for whoever does so already. */
    private static final String NEXT_VERSION = """
            update log_level_change
            set version = greatest(version + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
            """;

    private static final String FORGET_LAPSED = "delete from log_level where until <= now()";

    private static final String PUT = """
            insert into log_level (category, level, until, set_by, set_at)
            select ?, ?, now() + ? * interval '1 second', ?, now()
            where (select count(*) from log_level where category <> ?) < ?
            on conflict (category) do update
            set level = excluded.level, until = excluded.until, set_by = excluded.set_by, set_at = excluded.set_at
            """;

    private static final String REMOVE = "delete from log_level where category = ?";

    private static final String PRESENT = """
            select version, version > (extract(epoch from now()) - ?) * 1000000 as is_recent, category, level, until, set_by, set_at
            from log_level_change left join log_level on until > now() order by category
            """;

    private final AgroalDataSource dataSource;
    private final Updates updates;

    LogLevelTable(@DataSource("auth") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        this.updates = new Updates(dataSource, "The log levels cannot be read or written");
    }

    /**
     * What is changed.
     *
     * @param version counts the changes
     * @param isRecent whether the last of them was made only lately
     */
    record Present(long version, boolean isRecent, List<SetLevel> levels) {}

    /** Begins a change, as part of the present transaction. */
    void lock() {
        updates.run(NEXT_VERSION, _ -> {});
        updates.run(FORGET_LAPSED, _ -> {});
    }

    /** Sets a level; false if as many others are set as may be. */
    boolean put(String category, String level, Duration length, String by, int most) {
        return 1
                == updates.run(PUT, statement -> {
                    statement.setString(1, category);
                    statement.setString(2, level);
                    statement.setLong(3, length.toSeconds());
                    statement.setString(4, by);
                    statement.setString(5, category);
                    statement.setInt(6, most);
                });
    }

    /** Takes one back; false if it is not set. */
    boolean remove(String category) {
        return 1 == updates.run(REMOVE, statement -> statement.setString(1, category));
    }

    /** Returns what is changed now. */
    Present present(Duration lately) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(PRESENT)) {
            query.setLong(1, lately.toSeconds());
            try (var rows = query.executeQuery()) {
                var levels = new ArrayList<SetLevel>();
                long version = 0;
                boolean isRecent = false;
                while (rows.next()) {
                    version = rows.getLong("version");
                    isRecent = rows.getBoolean("is_recent");
                    if (rows.getString("category") != null) {
                        levels.add(new SetLevel(
                                rows.getString("category"),
                                rows.getString("level"),
                                instant(rows.getObject("until", OffsetDateTime.class)),
                                rows.getString("set_by"),
                                instant(rows.getObject("set_at", OffsetDateTime.class))));
                    }
                }
                return new Present(version, isRecent, levels);
            }
        } catch (SQLException e) {
            throw updates.failed(e);
        }
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
