package dev.pulsegate.platform.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A service's table {@code outbox}: {@code subject uuid primary key, version bigint, message text, publish_at timestamptz,
 * published boolean, forget_at timestamptz}. Blocks.
 */
final class OutboxTable {

    /** How long whoever publishes an entry has for it before another replica does. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    /** How long the last message about a thing is repeated. */
    private static final Duration REPEATED_AFTER_ITS_END = Duration.ofDays(1);

    private static final String PUT = """
            insert into outbox (subject, version, message, publish_at, published, forget_at)
            values (?, ?, ?, now() + ? * interval '1 ms', false, now() + ? * interval '1 ms')
            on conflict (subject) do update
            set version = excluded.version, message = excluded.message, publish_at = excluded.publish_at,
                published = false, forget_at = excluded.forget_at
            where outbox.version < excluded.version
            """;

    private static final String TAKE_DUE = """
            update outbox set publish_at = now() + ? * interval '1 ms'
            where subject in (
                select subject from outbox where publish_at <= now() order by publish_at limit ? for update skip locked)
            returning subject, version, message
            """;

    private static final String TAKEN = """
            update outbox set published = true, publish_at = now() + ? * interval '1 ms' where subject = ? and version = ?
            """;

    private static final String FORGET = "delete from outbox where published and forget_at < now()";

    private final DataSource dataSource;
    private final Duration repeatInterval;

    /** @param repeatInterval after what time a message that the broker has taken is published again, for whoever lost it */
    OutboxTable(DataSource dataSource, Duration repeatInterval) {
        this.dataSource = dataSource;
        this.repeatInterval = repeatInterval;
    }

    /**
     * A message.
     *
     * @param subject what it is about
     * @param version counts the changes of that
     */
    record Entry(UUID subject, long version, String message) {}

    /**
     * Puts a message in the place of an older one about the same, as part of the present transaction. The caller publishes
     * it as soon as that is committed.
     *
     * @param last whether it tells of the thing's end
     */
    void put(Entry entry, boolean last) throws SQLException {
        try (var connection = dataSource.getConnection();
                var put = connection.prepareStatement(PUT)) {
            put.setObject(1, entry.subject());
            put.setLong(2, entry.version());
            put.setString(3, entry.message());
            put.setLong(4, LEASE.toMillis());
            put.setObject(5, last ? REPEATED_AFTER_ITS_END.toMillis() : null, java.sql.Types.BIGINT);
            put.executeUpdate();
        }
    }

    /** Returns some that are due, for the caller to publish and nobody else meanwhile. */
    List<Entry> takeDue(int limit) throws SQLException {
        try (var connection = dataSource.getConnection();
                var take = connection.prepareStatement(TAKE_DUE)) {
            take.setLong(1, LEASE.toMillis());
            take.setInt(2, limit);
            try (var rows = take.executeQuery()) {
                var due = new ArrayList<Entry>();
                while (rows.next()) {
                    due.add(entry(rows));
                }
                return due;
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getObject("subject", UUID.class), row.getLong("version"), row.getString("message"));
    }

    /** Notes that the broker has taken one. */
    void taken(Entry entry) throws SQLException {
        try (var connection = dataSource.getConnection();
                var taken = connection.prepareStatement(TAKEN)) {
            taken.setLong(1, repeatInterval.toMillis());
            taken.setObject(2, entry.subject());
            taken.setLong(3, entry.version());
            taken.executeUpdate();
        }
    }

    /** Forgets what is no more, once that was told for long enough. */
    void forgetOld() throws SQLException {
        try (var connection = dataSource.getConnection();
                var forget = connection.prepareStatement(FORGET)) {
            forget.executeUpdate();
        }
    }
}
