package dev.pulsegate.embedded.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import dev.pulsegate.embedded.database.EmbeddedDatabase;
import dev.pulsegate.embedded.folder.DataFolder;

/** A data folder with its database running, as {@code pulsegate up} has it. */
final class TestFolder implements AutoCloseable {

    private static final EmbeddedDatabase.Care CARE = new EmbeddedDatabase.Care(Duration.ofSeconds(30), _ -> {});

    private final DataFolder folder;
    private final EmbeddedDatabase database;

    TestFolder(Path path) {
        this.folder = DataFolder.open(path);
        this.database = EmbeddedDatabase.start(folder, List.of("auth", "gateway"), CARE, _ -> {});
    }

    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(name), database.username(), database.password());
    }

    void execute(String name, String sql) throws SQLException {
        try (var connection = connect(name);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String name, String query) throws SQLException {
        try (var connection = connect(name);
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public void close() {
        database.stop();
        folder.close();
    }
}
