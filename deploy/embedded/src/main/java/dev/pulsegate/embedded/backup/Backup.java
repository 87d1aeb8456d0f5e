package dev.pulsegate.embedded.backup;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

import dev.pulsegate.cli.Version;
import dev.pulsegate.embedded.database.RunningDatabase;
import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.FileTree;
import dev.pulsegate.embedded.folder.StartupFailure;

/** Writes a data folder's contents into one file, whether PulseGate runs on it or not. */
public final class Backup {

    private final Path folder;

    /**
     * @param folder the data folder
     * @throws StartupFailure if there is none
     */
    public Backup(Path folder) {
        if (Files.notExists(folder.resolve(Contents.DATABASE).resolve("PG_VERSION"))) {
            throw new StartupFailure("There is nothing to back up in " + folder + ": it has no database.");
        }
        this.folder = folder;
    }

    /**
     * Writes the file; made beside and moved into place, so that there is a whole one or none. Only this user may read it,
     * as the secrets are in it.
     *
     * @throws StartupFailure if there is such a file, or it cannot be written, or the database does not answer
     */
    public void writeTo(Path file) {
        if (Files.exists(file)) {
            throw new StartupFailure("There is a file " + file + " already: it is not written over.");
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            try {
                write(unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (SQLException e) {
            throw new StartupFailure("The database could not be backed up: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartupFailure("The backup " + file + " cannot be written: " + e, e);
        }
    }

    private void write(Path file) throws IOException, SQLException {
        var privately = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), privately);
                var archive = new Archive(Channels.newOutputStream(channel))) {
            archive.add(Contents.LABEL, label().toJson());
            add(archive);
            archive.add(Contents.END, new byte[0]);
            archive.finish();
            channel.force(true);
        }
    }

    private BackupLabel label() throws IOException {
        var postgresql = Files.readString(folder.resolve(Contents.DATABASE).resolve("PG_VERSION"));
        return new BackupLabel(Instant.now(), Version.current(), postgresql.strip());
    }

    private void add(Archive archive) throws IOException, SQLException {
        var running = RunningDatabase.on(folder);
        if (running.isPresent()) {
            try (var server = running.get().connect()) {
                addRunning(archive, new DatabaseCopy(folder.resolve(Contents.DATABASE), archive), server);
            }
            return;
        }
        // Held meanwhile, so that nobody starts a server on what is being copied.
        try (var held = DataFolder.open(folder)) {
            new DatabaseCopy(held.path().resolve(Contents.DATABASE), archive).ofStopped();
            for (var name : new String[] {Contents.SECRETS, Contents.FILES, Contents.RECORDINGS}) {
                addTree(archive, name, held.path().resolve(name));
            }
        }
    }

    private void addRunning(Archive archive, DatabaseCopy database, Connection server)
            throws IOException, SQLException {
        var names = folder.resolve("backup-" + ProcessHandle.current().pid());
        FileTree.delete(names);
        try (var files = new FileSnapshot(folder.resolve(Contents.FILES), names)) {
            database.ofRunning(server, files::take);
            files.take();
            addTree(archive, Contents.FILES, files.folder());
        }
        addTree(archive, Contents.SECRETS, folder.resolve(Contents.SECRETS));
        addTree(archive, Contents.RECORDINGS, folder.resolve(Contents.RECORDINGS));
    }

    private static void addTree(Archive archive, String name, Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        try (var tree = Files.walk(root)) {
            for (var path : (Iterable<Path>) tree::iterator) {
                var below = root.relativize(path).toString();
                var entry = below.isEmpty() ? name : name + "/" + below;
                if (Files.isDirectory(path)) {
                    archive.addFolder(entry);
                } else if (Files.isRegularFile(path)) {
                    archive.add(entry, path);
                }
            }
        }
    }
}
