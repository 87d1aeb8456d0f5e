package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.StartupFailure;

/** A PostgreSQL server of PulseGate's own, running on the data folder until stopped; one that dies is started again. */
public final class EmbeddedDatabase {

    /** The role the services sign in as: owner of their databases and nothing beyond. */
    private static final String ROLE = "pulsegate";

    /** The secret of that name is the superuser's password. */
    static final String SUPERUSER_PASSWORD = "database-password";

    private final PostgresCluster cluster;
    private final Orphans orphans;
    private final DatabaseSupervisor supervisor;
    private final int port;
    private final String password;

    private EmbeddedDatabase(
            PostgresCluster cluster, Orphans orphans, DatabaseSupervisor supervisor, int port, String password) {
        this.cluster = cluster;
        this.orphans = orphans;
        this.supervisor = supervisor;
        this.port = port;
        this.password = password;
    }

    /**
     * What is done about a server that dies.
     *
     * @param restartLimit how long it is tried to start it again
     * @param gaveUp told, in a line, why there is no server any more
     */
    public record Care(Duration restartLimit, Consumer<String> gaveUp) {}

    /**
     * Starts the server, making on first use all that is missing: the binaries, the data directory, the databases. A
     * server left running by a process that was killed is stopped first.
     *
     * @param folder where everything is kept
     * @param databases the names of the databases there must be; plain SQL names
     * @param care what is done when the server dies
     * @param progress told, in a line, of what takes a while
     * @throws StartupFailure if it cannot be started, saying why
     */
    public static EmbeddedDatabase start(
            DataFolder folder, List<String> databases, Care care, Consumer<String> progress) {
        try {
            var cluster = prepare(folder, progress);
            var orphans = orphansIn(folder);
            var disk = new DiskWatch(new DiskReserve(folder.path().resolve("disk-reserve")), cluster);
            try {
                disk.requireRoom();
                var database = new EmbeddedDatabase(
                        cluster,
                        orphans,
                        new DatabaseSupervisor(cluster, orphans, disk, care.restartLimit(), care.gaveUp()),
                        cluster.start(),
                        DataFolder.randomSecret());
                database.createMissing(databases, folder.secret(SUPERUSER_PASSWORD));
                database.supervisor.start();
                return database;
            } catch (IOException | SQLException | StartupFailure e) {
                // Ctrl+C reaches the programs too: one cut short may have got as far as starting the server.
                orphansIn(folder).stop(cluster.directory());
                throw e;
            }
        } catch (SQLException e) {
            throw new StartupFailure("PostgreSQL runs, but its databases cannot be set up: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartupFailure("PostgreSQL cannot be started: " + e.getMessage(), e);
        }
    }

    private static PostgresCluster prepare(DataFolder folder, Consumer<String> progress) throws IOException {
        var archive = PostgresArchive.forThisMachine();
        var directory = folder.path().resolve("postgresql");
        var exists = PostgresCluster.existsIn(directory, archive.majorVersion());
        if (exists && Files.notExists(folder.secretFile(SUPERUSER_PASSWORD))) {
            throw new StartupFailure("The database in " + directory + " cannot be opened without its password, and "
                    + folder.secretFile(SUPERUSER_PASSWORD) + " is missing: put it back.");
        }
        var orphans = orphansIn(folder);
        if (orphans.exist()) {
            progress.accept("Stopping the database an earlier run left behind ...");
        }
        orphans.stop(directory);
        if (!exists) {
            progress.accept("Setting up PostgreSQL " + archive.majorVersion() + " in " + folder.path() + " ...");
        }
        var cluster = new PostgresCluster(
                Programs.of(archive.unpackInto(orphans.binaries())),
                directory,
                folder.path().resolve("postgresql.log"));
        if (!exists) {
            folder.secret(SUPERUSER_PASSWORD);
            cluster.create(folder.secretFile(SUPERUSER_PASSWORD));
        }
        return cluster;
    }

    private static Orphans orphansIn(DataFolder folder) {
        return new Orphans(folder.folder("binaries"));
    }

    /** The major version of the server that comes along: data of another one it cannot open. */
    public static String majorVersion() {
        return PostgresArchive.forThisMachine().majorVersion();
    }

    /** Where a database is reached, from this machine only. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Whom to sign in as. */
    public String username() {
        return ROLE;
    }

    /** The role's password: another one at every start, so there is none to keep. */
    public String password() {
        return password;
    }

    /**
     * Stops the server and waits until it is gone. What was committed is safe either way.
     *
     * @throws StartupFailure if it does not stop
     */
    public void stop() {
        supervisor.close();
        try {
            cluster.stop();
            // A start that was cut short may have got further than was seen.
            orphans.stop(cluster.directory());
        } catch (IOException e) {
            throw new StartupFailure(e.getMessage(), e);
        }
    }

    /** Ends the server at once, whatever it does. What was committed is safe, and the next start finds no process. */
    public void kill() {
        supervisor.ceaseSoon();
        orphans.kill();
    }

    private void createMissing(List<String> databases, String superuserPassword) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(jdbcUrl("postgres"), PostgresCluster.SUPERUSER, superuserPassword);
                var statement = connection.createStatement()) {
            // This much is written even where the disk is full.
            statement.execute("SET default_transaction_read_only = off");
            if (isMissing(statement, "SELECT FROM pg_roles WHERE rolname = '" + ROLE + "'")) {
                statement.execute("CREATE ROLE " + ROLE + " LOGIN");
            }
            statement.execute("ALTER ROLE " + ROLE + " PASSWORD '" + password + "'");
            for (var name : databases) {
                if (isMissing(statement, "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + ROLE);
                }
            }
        }
    }

    private static boolean isMissing(Statement statement, String query) throws SQLException {
        try (var found = statement.executeQuery(query)) {
            return !found.next();
        }
    }
}
