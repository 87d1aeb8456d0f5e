package dev.pulsegate.embedded.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Copies PostgreSQL's data directory into a backup. Where the server runs it is asked to, as in "Making an Exclusive or
 * Non-Exclusive Base Backup Using the Low Level API" (PostgreSQL 18, section 25.3.4): the files as they are, and the log of
 * what was changed while they were copied. A server that starts on the copy replays the log, and so is where this one was
 * when the copying ended, in all its databases.
 */
final class DatabaseCopy {

    /** Made anew by every server, or told apart by its own run: what is in them, not the folders. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label", "tablespace_map");

    private static final String LOG = "pg_wal";

    private final Path directory;
    private final Archive archive;

    DatabaseCopy(Path directory, Archive archive) {
        this.directory = directory;
        this.archive = archive;
    }

    /** Copies the directory of a server that does not run. */
    void ofStopped() throws IOException {
        copyTree(Set.of());
    }

    /**
     * Copies the directory of a server that runs.
     *
     * @param server a superuser's connection
     * @param beforeEnd done when the server's files are copied; what it sees is older than the copied database
     */
    void ofRunning(Connection server, Step beforeEnd) throws IOException, SQLException {
        keepLog(server);
        var start = query(server, "select pg_backup_start('pulsegate', true)::text");
        copyTree(Set.of(LOG));
        beforeEnd.run();
        try (var statement = server.createStatement();
                var ended = statement.executeQuery("select lsn::text, labelfile from pg_backup_stop(false)")) {
            ended.next();
            archive.add(name("backup_label"), ended.getString(2).getBytes(StandardCharsets.UTF_8));
            copyLog(server, start, ended.getString(1));
        }
    }

    /** Something done in between. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** As long as this connection lasts, the server keeps what is written to its log from now on. */
    private static void keepLog(Connection server) throws SQLException {
        query(
                server,
                "select slot_name from pg_create_physical_replication_slot("
                        + "'pulsegate_backup_' || pg_backend_pid(), true, true)");
    }

    private void copyLog(Connection server, String start, String end) throws IOException, SQLException {
        var first = query(server, "select pg_walfile_name('" + start + "')");
        var last = query(server, "select pg_walfile_name('" + end + "')");
        try (var segments = Files.list(directory.resolve(LOG))) {
            for (var segment : segments.sorted().toList()) {
                var file = segment.getFileName().toString();
                if (file.matches("[0-9A-F]{24}") && file.compareTo(first) >= 0 && file.compareTo(last) <= 0) {
                    archive.add(name(LOG + "/" + file), segment);
                }
            }
        }
    }

    private static String query(Connection server, String sql) throws SQLException {
        try (var statement = server.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }

    private void copyTree(Set<String> withoutContents) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (isTemporary(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                archive.addFolder(name(folder));
                return EMPTIED.contains(directory.relativize(folder).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var top = directory.relativize(file).getName(0).toString();
                if (!withoutContents.contains(top)
                        && attributes.isRegularFile()
                        && !LEFT_OUT.contains(file.getFileName().toString())) {
                    archive.add(name(file), file);
                }
                return FileVisitResult.CONTINUE;
            }

            // A table is dropped while it is copied: the log says so too.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static boolean isTemporary(Path folder) {
        return folder.getFileName().toString().startsWith("pgsql_tmp");
    }

    private String name(Path file) {
        var below = directory.relativize(file).toString();
        return below.isEmpty() ? Contents.DATABASE : name(below);
    }

    private static String name(String below) {
        return Contents.DATABASE + "/" + below;
    }
}
