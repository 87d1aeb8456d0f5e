package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps objects in a folder, which several replicas may share. An object is written to {@code incoming}, forced to the
 * disk and moved in one step to {@code objects/ab/cd/<key>}, where {@code abcd} are the key's last characters: those of
 * a version 7 UUID are random, so that the folders fill evenly.
 */
public final class FolderFileStore implements FileStore {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long SPACE_CHECK_BYTES = 8L * 1024 * 1024;
    private static final String PART = ".part";

    private final Path objects;
    private final Path incoming;
    private final long reserveBytes;

    /**
     * Opens a folder, making it if need be.
     *
     * @param root the folder
     * @param reserveBytes how much of its disk to leave free
     * @throws IOException if it cannot be made or written to
     */
    public FolderFileStore(Path root, long reserveBytes) throws IOException {
        this.objects = Files.createDirectories(root.resolve("objects")).toAbsolutePath();
        this.incoming = Files.createDirectories(root.resolve("incoming")).toAbsolutePath();
        this.reserveBytes = reserveBytes;
        check();
    }

    @Override
    public void check() throws IOException {
        for (var folder : List.of(objects, incoming)) {
            if (!Files.isWritable(folder)) {
                throw new IOException("The folder for files cannot be written to: " + folder);
            }
        }
    }

    @Override
    public Written put(StoreKey key, InputStream content, long limitBytes) throws IOException {
        checkSpace();
        var part = incoming.resolve(key + "." + UUID.randomUUID() + PART);
        try {
            var written = write(part, new MeasuredInput(content, limitBytes));
            publish(part, path(key));
            return written;
        } catch (FileSystemException e) {
            throw fullOr(e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Written write(Path part, MeasuredInput input) throws IOException {
        try (var channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = new byte[BUFFER_BYTES];
            long checkedAt = 0;
            for (int read = input.read(buffer, BUFFER_BYTES); read >= 0; read = input.read(buffer, BUFFER_BYTES)) {
                writeFully(channel, ByteBuffer.wrap(buffer, 0, read));
                if (input.sizeBytes() - checkedAt >= SPACE_CHECK_BYTES) {
                    checkedAt = input.sizeBytes();
                    checkSpace();
                }
            }
            channel.force(true);
            return input.finish();
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw fullOr(e);
        }
    }

    /** A rename is durable once its folder is forced to the disk, too. */
    private static void publish(Path part, Path target) throws IOException {
        var folder = target.getParent();
        Files.createDirectories(folder);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void checkSpace() throws IOException {
        if (Files.getFileStore(incoming).getUsableSpace() < reserveBytes) {
            throw new StoreFullException("The disk has less than " + reserveBytes + " bytes free.", null);
        }
    }

    /** Java has no exception of its own for a full disk: the system's message tells. */
    private static IOException fullOr(IOException e) {
        var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded")
                ? new StoreFullException("The disk is full.", e)
                : e;
    }

    @Override
    public Content open(StoreKey key, long offset, long count) throws IOException {
        var path = path(key);
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(key.value());
        }
        return new Content.InFile(path, offset, count);
    }

    @Override
    public void delete(StoreKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public Stream<Listed> list() throws IOException {
        return entries(objects)
                .flatMap(FolderFileStore::entries)
                .flatMap(FolderFileStore::entries)
                .filter(path -> StoreKey.isSafe(path.getFileName().toString()))
                .flatMap(path -> listed(path).stream());
    }

    /** A folder has few entries: 65,536 folders share the objects. None is looked at, so one that goes does no harm. */
    private static Stream<Path> entries(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (NotDirectoryException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Listed> listed(Path path) {
        try {
            var writtenAt = Files.getLastModifiedTime(path).toInstant();
            return Optional.of(new Listed(new StoreKey(path.getFileName().toString()), writtenAt));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sweep(Instant before) throws IOException {
        try (var parts = Files.newDirectoryStream(incoming, "*" + PART)) {
            for (var part : parts) {
                deleteIfOlder(part, before);
            }
        }
    }

    /** A part is written to as long as its writer lives, so its age tells. */
    private static void deleteIfOlder(Path part, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchFileException e) {
            // Its writer has finished in the meantime: nothing left to sweep.
        }
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }

    private Path path(StoreKey key) {
        var name = key.value();
        int length = name.length();
        return objects.resolve(name.substring(length - 4, length - 2))
                .resolve(name.substring(length - 2))
                .resolve(name);
    }
}
