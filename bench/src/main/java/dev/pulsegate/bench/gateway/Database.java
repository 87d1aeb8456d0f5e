package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

/** PulseGate's own PostgreSQL, looked at and prepared as its superuser. */
final class Database implements AutoCloseable {

    private static final String SEED_REQUESTS = """
            insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank, input_kinds,
                                 payload, file_count, has_webhook, attempt, lease, replica, last_seq, accepted_at,
                                 handed_over_at, finished_at, result)
            select uuidv7(age), space_id, space_name, account_id, account_name, 'completed', priority,
                   (extract(epoch from now() + age) * 1000000)::bigint, input_kinds, payload, file_count, has_webhook,
                   1, gen_random_uuid(), replica, 3, now() + age, now() + age, now() + age, result
            from (select * from request where space_id = ? and status = 'completed' limit 1) as pattern
                cross join (select -n * interval '1 second' as age from generate_series(?::int, 1, -1) as n) as ages
            """;

    private static final String SEED_EVENTS = """
            insert into request_event (request_id, seq, type, data, at)
            select r.id, e.seq, e.type, e.data::json, r.accepted_at
            from request r cross join (values
                (1, 'queued', '{}'), (2, 'processing', '{"attempt" : 1}'), (3, 'completed', '{}')) as e (seq, type, data)
            where not exists (select from request_event where request_id = r.id)
            """;

    private final Path data;
    private final Connection connection;

    private Database(Path data, Connection connection) {
        this.data = data;
        this.connection = connection;
    }

    /** Connects to the gateway's database of the PulseGate that keeps its data in a folder. */
    static Database connect(Path data) throws IOException, SQLException {
        return new Database(data, open(data));
    }

    private static Connection open(Path data) throws IOException, SQLException {
        var port = Files.readAllLines(postmasterFile(data)).get(3);
        var password = Files.readString(data.resolve("secrets/database-password"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.strip() + "/gateway", "postgres", password.strip());
    }

    private static Path postmasterFile(Path data) {
        return data.resolve("postgresql/postmaster.pid");
    }

    /** Has statements counted from the server's next start on. */
    void countStatementsAfterRestart() throws SQLException {
        execute("create extension if not exists pg_stat_statements");
        execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
    }

    /** What the server has done so far. The bench's own statements are not counted. */
    record Counts(long statements, long commits, long walBytes, Duration cpu) {}

    Counts counts() throws SQLException, IOException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select (select coalesce(sum(s.calls), 0) from pg_stat_statements s join pg_roles r on r.oid = s.userid
                                where r.rolname <> 'postgres') as statements,
                               (select coalesce(sum(s.calls), 0) from pg_stat_statements s join pg_roles r on r.oid = s.userid
                                where r.rolname <> 'postgres' and lower(s.query) in ('begin', 'commit')) as framing,
                               pg_current_wal_insert_lsn() - '0/0'::pg_lsn as wal_bytes
                        """)) {
            rows.next();
            long framing = rows.getLong("framing");
            return new Counts(rows.getLong("statements") - framing, framing, rows.getLong("wal_bytes"), cpu());
        }
    }

    private Duration cpu() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(postmasterFile(data)).getFirst().strip());
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** How many requests have not come to their end; in two parts, as there is an index for each. */
    long unfinished() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select (select count(*) from request where status = 'queued')"
                        + " + (select count(*) from request where status = 'processing')")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Adds finished requests with their events, made after one of the space's, a second apart; leaves tables vacuumed. */
    void addFinished(UUID spaceId, int rows) throws SQLException {
        try (var insert = connection.prepareStatement(SEED_REQUESTS)) {
            insert.setObject(1, spaceId);
            insert.setInt(2, rows);
            insert.executeUpdate();
        }
        execute(SEED_EVENTS);
        settle();
    }

    /** Vacuums and writes everything out, so that what was done before does not fall into what comes. */
    void settle() throws SQLException {
        execute("vacuum analyze");
        execute("checkpoint");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Opens a transaction that sees the database as it is now, which keeps everything newer from being cleaned up. */
    Connection oldTransaction() throws IOException, SQLException {
        var old = open(data);
        old.setAutoCommit(false);
        old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = old.createStatement()) {
            statement.execute("select pg_current_xact_id(), count(*) from request");
        }
        return old;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
