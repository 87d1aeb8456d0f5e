package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Collectors;

import dev.pulsegate.embedded.folder.FileTree;
import dev.pulsegate.embedded.folder.StartupFailure;

/** One PostgreSQL data directory (a “database cluster” in PostgreSQL's words) and the server on it. */
record PostgresCluster(Programs programs, Path directory, Path log) {

    /** The superuser, used for administration only. */
    static final String SUPERUSER = "postgres";

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    /** Recovery after a crash replays at most {@code max_wal_size} of log. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private static final int START_ATTEMPTS = 3;

    private static final int MOST_COMPLAINT_BYTES = 64 * 1024;

    /** The settings PulseGate answers for, written anew at every start. Durability is PostgreSQL's default, untouched. */
    private static final String SETTINGS = """
            # Written by PulseGate at every start. Settings of your own go below the include in postgresql.conf.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            max_connections = 100
            shared_buffers = 64MB
            # So that a backup can be made while it runs.
            wal_level = replica
            max_wal_senders = 0
            max_wal_size = 256MB
            io_workers = 1
            jit = off
            log_min_messages = warning
            log_checkpoints = off
            include_if_exists = '%s'
            """.formatted(WriteStop.FILE);

    /** Whether there is a data directory; if so, of the major version wanted. */
    static boolean existsIn(Path directory, String majorVersion) throws IOException {
        var versionFile = directory.resolve("PG_VERSION");
        if (Files.notExists(versionFile)) {
            return false;
        }
        var found = Files.readString(versionFile).strip();
        if (!found.equals(majorVersion)) {
            throw new StartupFailure("The data in " + directory + " are PostgreSQL " + found
                    + "'s and this PulseGate comes with PostgreSQL " + majorVersion
                    + ": move them over with pg_dump and pg_restore, or choose another folder with --data.");
        }
        return true;
    }

    /**
     * Makes the data directory. Made beside and moved into place, so that there is a whole one or none.
     *
     * @param passwordFile the superuser's password
     */
    void create(Path passwordFile) throws IOException {
        var unfinished = directory.resolveSibling(directory.getFileName() + ".new");
        FileTree.delete(unfinished);
        // The built-in C.UTF-8 sorts and folds case the same on every system, and the data folder can move.
        var result = programs.run(
                INITDB_LIMIT,
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (result.exitCode() != 0) {
            throw new StartupFailure("PostgreSQL's data directory could not be made:", result.output());
        }
        Files.writeString(
                unfinished.resolve("postgresql.conf"), "\ninclude = 'pulsegate.conf'\n", StandardOpenOption.APPEND);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Starts the server and waits until it takes connections.
     *
     * @return the TCP port it listens on, on the loopback address
     */
    int start() throws IOException {
        for (var attempt = 1; ; attempt++) {
            var port = freePort();
            configure(port);
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            var result = startServer();
            if (result.exitCode() == 0) {
                return port;
            }
            var reason = Files.exists(log) ? Files.readString(log).strip() : result.output();
            // Between asking for a free port and using it, somebody else may have taken it.
            if (attempt == START_ATTEMPTS || !reason.contains("could not bind")) {
                throw new StartupFailure("PostgreSQL did not start (" + log + "):", reason);
            }
        }
    }

    /** Made beside and moved into place: half of it, on a disk without room, would keep the server from starting. */
    private void configure(int port) throws IOException {
        var unfinished = directory.resolve("pulsegate.conf.new");
        Files.writeString(unfinished, SETTINGS + "port = " + port + "\n");
        Files.move(unfinished, directory.resolve("pulsegate.conf"), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Starts a server that has died once more, as it was configured, and waits until it takes connections.
     *
     * @throws IOException if it does not start; the message is the reason, in a line
     */
    void startAgain() throws IOException {
        long logged = Files.exists(log) ? Files.size(log) : 0;
        var result = startServer();
        if (result.exitCode() != 0) {
            throw new IOException(complaint(Files.exists(log) ? textFrom(logged) : result.output()));
        }
    }

    private String textFrom(long position) throws IOException {
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(position);
            return new String(in.readNBytes(MOST_COMPLAINT_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** What the server said last that matters, else all of it; a full disk has no room for a log either. */
    private static String complaint(String log) {
        return log.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> log.isBlank()
                        ? "it does not say why"
                        : log.lines().map(String::strip).collect(Collectors.joining(" ")));
    }

    private Programs.Result startServer() throws IOException {
        return programs.run(
                START_LIMIT.plusSeconds(10),
                "pg_ctl",
                "--pgdata=" + directory,
                "--log=" + log,
                "--wait",
                "--timeout=" + START_LIMIT.toSeconds(),
                "--silent",
                "start");
    }

    /** Makes the server read its settings again. */
    void reload() throws IOException {
        var result = programs.run(STOP_LIMIT, "pg_ctl", "--pgdata=" + directory, "--silent", "reload");
        if (result.exitCode() != 0) {
            throw new IOException("PostgreSQL did not read its settings again: " + result.output());
        }
    }

    /** Stops the server, if there is one, and waits until it is gone. */
    void stop() throws IOException {
        stopServer(programs, directory);
    }

    static void stopServer(Programs programs, Path directory) throws IOException {
        for (var mode : new String[] {"fast", "immediate"}) {
            var result = programs.run(
                    STOP_LIMIT.plusSeconds(10),
                    "pg_ctl",
                    "--pgdata=" + directory,
                    "--mode=" + mode,
                    "--wait",
                    "--timeout=" + STOP_LIMIT.toSeconds(),
                    "--silent",
                    "stop");
            if (result.exitCode() == 0 || Files.notExists(directory.resolve("postmaster.pid"))) {
                return;
            }
        }
        throw new IOException("PostgreSQL on " + directory + " does not stop");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
