package dev.pulsegate.embedded.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import dev.pulsegate.embedded.database.EmbeddedDatabase;
import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.FileTree;
import dev.pulsegate.embedded.folder.StartupFailure;

/** Makes a data folder of a backup. */
public final class Restore {

    /** Where it is unpacked before it is moved into place, so that there is all of it or none. */
    private static final String UNFINISHED = "restoring";

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;

    /** @param file what {@link Backup} wrote */
    public Restore(Path file) {
        this.file = file;
    }

    /**
     * Unpacks the backup.
     *
     * @param folder the data folder: a new one, or empty
     * @throws StartupFailure if it is not, or somebody uses it, or the file is no whole backup of a database that this
     *     PulseGate can open; then the folder is as it was
     */
    public void into(Path folder) {
        if (!Files.isRegularFile(file)) {
            throw new StartupFailure("There is no file " + file + ".");
        }
        try (var held = DataFolder.open(folder)) {
            requireEmpty(held.path());
            var unfinished = held.path().resolve(UNFINISHED);
            try {
                unpackInto(unfinished);
                for (var name : Contents.FOLDERS) {
                    if (Files.exists(unfinished.resolve(name))) {
                        Files.move(unfinished.resolve(name), held.path().resolve(name), StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            } finally {
                FileTree.delete(unfinished);
            }
        } catch (EOFException | ZipException e) {
            throw new StartupFailure("The backup " + file + " is cut short or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartupFailure("The backup " + file + " cannot be restored: " + e, e);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            var there = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals("lock") && !name.equals(UNFINISHED))
                    .sorted()
                    .findFirst();
            if (there.isPresent()) {
                throw new StartupFailure("The folder " + folder + " is not empty (" + there.get()
                        + "): restore into another one with --data, or move that away.");
            }
        }
    }

    private void unpackInto(Path folder) throws IOException {
        FileTree.delete(folder);
        makeFolder(folder);
        try (var bytes = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), BUFFER_BYTES);
                var in = new TarArchiveInputStream(bytes)) {
            var first = in.getNextEntry();
            if (first == null || !first.getName().equals(Contents.LABEL)) {
                throw new StartupFailure("This is no backup of PulseGate: " + file);
            }
            check(BackupLabel.of(in.readNBytes(BackupLabel.MOST_BYTES)));
            for (var entry = in.getNextEntry(); ; entry = in.getNextEntry()) {
                if (entry == null) {
                    throw new EOFException("it ends before its end");
                }
                if (entry.getName().equals(Contents.END)) {
                    // To the last byte, whose checksum tells whether all are what they were.
                    bytes.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                unpack(entry, in, folder);
            }
        }
    }

    private static void check(BackupLabel label) {
        var ours = EmbeddedDatabase.majorVersion();
        if (!label.postgresql().equals(ours)) {
            throw new StartupFailure("This backup was made by PulseGate " + label.version() + " with PostgreSQL "
                    + label.postgresql() + ", and this one comes with PostgreSQL " + ours
                    + ": restore it with that version, then move the data over with pg_dump and pg_restore.");
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        boolean known = path.startsWith(folder)
                && !path.equals(folder)
                && Contents.FOLDERS.contains(folder.relativize(path).getName(0).toString());
        if (!known || !(entry.isDirectory() || entry.isFile())) {
            throw new StartupFailure("This is no backup of PulseGate: it has an entry " + entry.getName());
        }
        if (entry.isDirectory()) {
            makeFolder(path);
            return;
        }
        makeFolder(path.getParent());
        var privately = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), privately)) {
            content.transferTo(Channels.newOutputStream(channel));
            if (!path.startsWith(folder.resolve(Contents.DATABASE))) {
                // PostgreSQL forces its own to disk when it starts on them.
                channel.force(true);
            }
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
