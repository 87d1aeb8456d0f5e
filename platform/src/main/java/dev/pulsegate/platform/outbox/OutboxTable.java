package dev.pulsegate.platform.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.platform.PlatformConfig;

/**
 * A service's table {@code outbox}, or one like it for another channel: {@code subject uuid primary key, version bigint, message text, written_at timestamptz,
 * publish_at timestamptz, published boolean, forget_at timestamptz}. Blocks.
 *
 * <p>What the broker has taken is told again, for whoever lost it: a broker that came back empty, or a reader's database that
 * came out of a backup. The pauses grow with the age of what is told, as what is new is what may have been lost.
 */
final class OutboxTable implements OutboxStore {

    /** How long the last message about a thing is repeated. */
    private static final Duration REPEATED_AFTER_ITS_END = Duration.ofDays(1);

    private static final String PUT = """
            insert into %1$s (subject, version, message, written_at, publish_at, published, forget_at)
            values (?, ?, ?, now(), now() + ? * interval '1 ms', false, now() + ? * interval '1 ms')
            on conflict (subject) do update
            set version = excluded.version, message = excluded.message, written_at = excluded.written_at,
                publish_at = excluded.publish_at, published = false, forget_at = excluded.forget_at
            where %1$s.version < excluded.version
            """;

    private static final String TAKE_DUE = """
            update %1$s set publish_at = now() + ? * interval '1 ms'
            where subject in (
                select subject from %1$s where publish_at <= now()
                order by published, publish_at limit ? for update skip locked)
            returning subject, version, message
            """;

    private static final String TAKEN = """
            update %1$s
            set published = true,
                publish_at = now()
                    + greatest(? * interval '1 ms', least(now() - written_at, ? * interval '1 ms'))
            where subject = ? and version = ?
            """;

    private static final String FORGET = "delete from %1$s where published and forget_at < now()";

    private static final String WAITING = """
            select count(*), coalesce(extract(epoch from now() - min(written_at)), 0) from %1$s where not published
            """;

    private final DataSource dataSource;
    private final String table;
    private final PlatformConfig.Outbox config;

    OutboxTable(DataSource dataSource, String table, PlatformConfig.Outbox config) {
        this.dataSource = dataSource;
        this.table = table;
        this.config = config;
    }

    /**
     * Puts a message in the place of an older one about the same, as part of the present transaction. The caller publishes
     * it as soon as that is committed.
     *
     * @param last whether it tells of the thing's end
     */
    void put(OutboxMessage message, boolean last) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            put(connection, message, last);
        }
    }

    /** The same as part of the transaction of this connection, which the caller ends. */
    void put(Connection connection, OutboxMessage message, boolean last) throws SQLException {
        try (var put = connection.prepareStatement(sql(PUT))) {
            put.setObject(1, message.subject());
            put.setLong(2, message.version());
            put.setString(3, message.text());
            put.setLong(4, LEASE.toMillis());
            put.setObject(5, last ? REPEATED_AFTER_ITS_END.toMillis() : null, java.sql.Types.BIGINT);
            put.executeUpdate();
        }
    }

    @Override
    public List<OutboxMessage> takeDue(int limit) throws SQLException {
        try (var connection = dataSource.getConnection();
                var take = connection.prepareStatement(sql(TAKE_DUE))) {
            take.setLong(1, LEASE.toMillis());
            take.setInt(2, limit);
            try (var rows = take.executeQuery()) {
                var due = new ArrayList<OutboxMessage>();
                while (rows.next()) {
                    due.add(new OutboxMessage(
                            rows.getObject("subject", UUID.class), rows.getLong("version"), rows.getString("message")));
                }
                return due;
            }
        }
    }

    @Override
    public void taken(OutboxMessage message) throws SQLException {
        try (var connection = dataSource.getConnection();
                var taken = connection.prepareStatement(sql(TAKEN))) {
            taken.setLong(1, config.repeatInterval().toMillis());
            taken.setLong(2, config.longestRepeatInterval().toMillis());
            taken.setObject(3, message.subject());
            taken.setLong(4, message.version());
            taken.executeUpdate();
        }
    }

    @Override
    public void forgetOld() throws SQLException {
        try (var connection = dataSource.getConnection();
                var forget = connection.prepareStatement(sql(FORGET))) {
            forget.executeUpdate();
        }
    }

    @Override
    public Waiting waiting() throws SQLException {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(sql(WAITING));
                var row = query.executeQuery()) {
            row.next();
            return new Waiting(row.getLong(1), Duration.ofMillis((long) (row.getDouble(2) * 1000)));
        }
    }

    private String sql(String statement) {
        return statement.formatted(table);
    }
}
