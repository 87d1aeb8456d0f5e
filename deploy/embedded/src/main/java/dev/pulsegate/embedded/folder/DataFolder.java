package dev.pulsegate.embedded.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The data folder, held by this process until closed or until the process ends in whatever way: the operating system
 * gives a dead process's file lock back, so no stale lock can keep anyone out.
 */
public final class DataFolder implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes hold of the folder, making it where there is none.
     *
     * @param path the folder, absolute or below the current one
     * @throws StartupFailure if another process holds it or it cannot be written
     */
    public static DataFolder open(Path path) {
        try {
            makePrivateFolder(path.toAbsolutePath());
            var real = path.toRealPath();
            return new DataFolder(real, lock(real));
        } catch (IOException e) {
            throw new StartupFailure("The data folder " + path + " cannot be used: " + e, e);
        }
    }

    /** The folder itself, absolute and without symbolic links. */
    public Path path() {
        return path;
    }

    /**
     * A folder inside, made where there is none; only this user may look into it.
     *
     * @throws StartupFailure if it cannot be made
     */
    public Path folder(String name) {
        var folder = path.resolve(name);
        try {
            makePrivateFolder(folder);
        } catch (IOException e) {
            throw new StartupFailure("The folder " + folder + " cannot be made: " + e, e);
        }
        return folder;
    }

    /**
     * The same, empty: for what is of no use after this run.
     *
     * @throws StartupFailure if it cannot be emptied or made
     */
    public Path emptyFolder(String name) {
        var folder = folder(name);
        try {
            FileTree.deleteContents(folder);
        } catch (IOException e) {
            throw new StartupFailure("The folder " + folder + " cannot be emptied: " + e, e);
        }
        return folder;
    }

    /** Where the secret of that name is kept. */
    public Path secretFile(String name) {
        return path.resolve("secrets").resolve(name);
    }

    /**
     * A secret of 32 random bytes in base64url, made when first asked for and kept in a file that only this user may
     * read. Several may ask at the same time.
     *
     * @return the secret's text, 43 characters
     * @throws StartupFailure if it cannot be read or written
     */
    public synchronized String secret(String name) {
        folder("secrets");
        var file = secretFile(name);
        try {
            if (Files.notExists(file)) {
                writeOnce(file, randomSecret());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartupFailure("The secret " + file + " cannot be read or written: " + e, e);
        }
    }

    /** 32 random bytes in base64url without padding. */
    public static String randomSecret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StartupFailure("The data folder " + path + " could not be given back: " + e, e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file = folder.resolve("lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(ownProcessId().getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        var holder = Files.readString(file).strip();
        throw new StartupFailure("The data folder " + folder + " is in use by another PulseGate"
                + (holder.isEmpty() ? "" : " (process " + holder + ")")
                + ": stop that one or choose another folder with --data.");
    }

    private static String ownProcessId() {
        return ProcessHandle.current().pid() + "\n";
    }

    /** A half-written secret must never be taken for a whole one: written and forced beside, then moved into place. */
    private static void writeOnce(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void makePrivateFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
