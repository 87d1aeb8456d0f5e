package dev.pulsegate.embedded.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

import dev.pulsegate.embedded.folder.FileTree;

/**
 * Second names for the files of a folder, so that those the database knew at one moment can be copied though somebody
 * deletes them meanwhile. Files are written once and never changed. Taken before and after that moment, it has them all but
 * one that came and went between the two.
 */
final class FileSnapshot implements AutoCloseable {

    private final Path from;
    private final Path at;

    /**
     * @param from the folder; there may be none
     * @param at where the second names are, on the same file system; must not exist
     */
    FileSnapshot(Path from, Path at) {
        this.from = from;
        this.at = at;
    }

    /** The names of what was there whenever it was taken. */
    Path folder() {
        return at;
    }

    /** Takes in all that is there now. */
    void take() throws IOException {
        Files.createDirectories(at);
        if (Files.notExists(from)) {
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(at.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    takeIn(file, at.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void takeIn(Path file, Path name) throws IOException {
        if (Files.exists(name)) {
            return;
        }
        try {
            Files.createLink(name, file);
        } catch (NoSuchFileException e) {
            // Deleted since the folder was read.
        } catch (UnsupportedOperationException e) {
            Files.copy(file, name, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @Override
    public void close() throws IOException {
        FileTree.delete(at);
    }
}
