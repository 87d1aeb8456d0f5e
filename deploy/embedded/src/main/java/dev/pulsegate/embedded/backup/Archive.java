package dev.pulsegate.embedded.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The file a backup is written to, a compressed tar archive. */
final class Archive implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final GZIPOutputStream compressed;
    private final TarArchiveOutputStream tar;

    /** Writes to {@code out}, which is closed with it. */
    Archive(OutputStream out) throws IOException {
        this.compressed = new Fast(new BufferedOutputStream(out, BUFFER_BYTES));
        this.tar = new TarArchiveOutputStream(compressed, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    void add(String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Adds a folder, without what is in it. */
    void addFolder(String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
        tar.closeArchiveEntry();
    }

    /**
     * Adds a file as it is now. One that is gone is left out, and one that changes meanwhile keeps the length it had:
     * whoever changes it knows how to mend that.
     */
    void add(String name, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            long size = Files.size(file);
            var entry = new TarArchiveEntry(name);
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            copy(in, size);
            tar.closeArchiveEntry();
        } catch (NoSuchFileException e) {
            // Dropped since the folder was read.
        }
    }

    private void copy(InputStream in, long size) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        long left = size;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            tar.write(buffer, 0, read);
            left -= read;
        }
        // It has become shorter.
        var nothing = new byte[(int) Math.min(buffer.length, left)];
        while (left > 0) {
            int part = (int) Math.min(nothing.length, left);
            tar.write(nothing, 0, part);
            left -= part;
        }
    }

    /** Writes all there is to be written; what it writes to stays open. */
    void finish() throws IOException {
        tar.finish();
        compressed.finish();
        compressed.flush();
    }

    /** Speed before size: it is done beside people who use what is copied. */
    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
