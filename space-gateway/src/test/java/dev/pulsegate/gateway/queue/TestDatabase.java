package dev.pulsegate.gateway.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL for tests without Quarkus: one server for all of them, a database of its own for each test class. */
public final class TestDatabase implements AutoCloseable {

    private final AgroalDataSource dataSource;
    private final String name;

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private TestDatabase(String name, AgroalDataSource dataSource) {
        this.name = name;
        this.dataSource = dataSource;
    }

    /** Makes a database with the gateway's tables. */
    public static TestDatabase create() {
        var name = "gateway_" + UUID.randomUUID().toString().replace("-", "");
        execute("create database " + name);
        var url = Server.INSTANCE.getJdbcUrl("postgres", name);
        try {
            var database = new TestDatabase(
                    name,
                    AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                            .connectionPoolConfiguration(pool -> pool.maxSize(16)
                                    .exceptionSorter(new PostgreSQLExceptionSorter())
                                    .acquisitionTimeout(Duration.ofSeconds(5))
                                    .connectionFactoryConfiguration(factory ->
                                            factory.jdbcUrl(url).principal(new NamePrincipal("postgres"))))));
            migrations().forEach(database::update);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Quarkus brings Flyway's support for PostgreSQL only where it runs the application. */
    private static List<String> migrations() {
        try (var files = Files.list(Path.of("src", "main", "resources", "db", "gateway"))) {
            var scripts = new ArrayList<String>();
            for (var file : files.sorted().toList()) {
                scripts.add(Files.readString(file));
            }
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The database. */
    public AgroalDataSource dataSource() {
        return dataSource;
    }

    /** The same, as whatever is not the queue's batches uses it. */
    public Jdbi jdbi() {
        return Jdbi.create(dataSource);
    }

    /** Ends every connection to the database, and refuses or allows new ones. */
    public void allowConnections(boolean allowed) {
        execute("alter database " + name + " with allow_connections " + allowed);
        if (!allowed) {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        }
    }

    /** Does something to the database from outside. */
    public int update(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number a query gives. */
    public long count(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    public interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** How PostgreSQL would do what a statement says. */
    public String plan(String sql, Parameters parameters) {
        try (var connection = dataSource.getConnection();
                var explain = connection.prepareStatement("explain " + sql)) {
            parameters.set(explain);
            var plan = new StringBuilder();
            try (var rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        dataSource.close();
        execute("drop database " + name + " with (force)");
    }
}
