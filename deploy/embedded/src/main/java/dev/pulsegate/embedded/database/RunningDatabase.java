package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** A server that another process runs on a data folder, as somebody sees it who may read that folder. */
public final class RunningDatabase {

    /** Which line of {@code postmaster.pid} has the port (PostgreSQL's miscadmin.h). */
    private static final int PORT_LINE = 4;

    private static final String CONNECT_SECONDS = "10";

    private final int port;
    private final String password;

    private RunningDatabase(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * The server that says it runs on the folder's database.
     *
     * @param folder the data folder
     */
    public static Optional<RunningDatabase> on(Path folder) throws IOException {
        var said = folder.resolve("postgresql").resolve("postmaster.pid");
        if (Files.notExists(said)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(said);
        if (lines.size() < PORT_LINE
                || !lines.get(0).strip().matches("\\d{1,18}")
                || ProcessHandle.of(Long.parseLong(lines.get(0).strip())).isEmpty()) {
            return Optional.empty();
        }
        var password = Files.readString(folder.resolve("secrets").resolve(EmbeddedDatabase.SUPERUSER_PASSWORD));
        return Optional.of(
                new RunningDatabase(Integer.parseInt(lines.get(PORT_LINE - 1).strip()), password.strip()));
    }

    /** A superuser's connection. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", PostgresCluster.SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("ApplicationName", "pulsegate backup");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }
}
