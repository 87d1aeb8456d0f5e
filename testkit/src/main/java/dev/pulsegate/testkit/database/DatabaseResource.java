package dev.pulsegate.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Gives the application under test a PostgreSQL of its own, on a free port, with an empty database. Named in
 * {@code @WithTestResource} with the argument {@code datasource}, the name of the application's datasource. The service
 * reaches it as it reaches any PostgreSQL, so its connection pool behaves as in earnest.
 */
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {

    /** The argument that names the datasource. */
    public static final String DATASOURCE = "datasource";

    private static final String USER = "postgres";

    private String datasource;
    private EmbeddedPostgres server;

    @Override
    public void init(Map<String, String> arguments) {
        datasource = arguments.get(DATASOURCE);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            createDatabase();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var prefix = "quarkus.datasource." + datasource;
        return Map.of(
                prefix + ".jdbc.url", server.getJdbcUrl(USER, datasource),
                prefix + ".username", USER,
                prefix + ".password", USER);
    }

    private void createDatabase() {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + datasource);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
