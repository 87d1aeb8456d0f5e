package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * A file that does nothing but take up room, so that there is some to give back once the disk is full: PostgreSQL needs to
 * write in order to recover.
 */
record DiskReserve(Path file) {

    /** Two segments of PostgreSQL's log, which recovery may write. */
    static final long BYTES = 32L * 1024 * 1024;

    private static final int PIECE_BYTES = 1024 * 1024;

    /** Whether there is something to give back. */
    boolean isHeld() {
        return Files.exists(file);
    }

    /** Takes the room up, for real: no file system leaves out or compresses what is random. */
    void take() throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        var random = new SplittableRandom();
        var piece = new byte[PIECE_BYTES];
        try (var channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (long written = 0; written < BYTES; written += PIECE_BYTES) {
                random.nextBytes(piece);
                var rest = ByteBuffer.wrap(piece);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives the room back. */
    void release() throws IOException {
        Files.deleteIfExists(file);
    }

    /** How much room the disk has beside the reserve, in bytes. */
    long freeBytes() throws IOException {
        return Files.getFileStore(file.getParent()).getUsableSpace();
    }
}
