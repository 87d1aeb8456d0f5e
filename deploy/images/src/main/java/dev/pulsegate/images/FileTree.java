package dev.pulsegate.images;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;

/** Folders with all that is in them. */
final class FileTree {

    private static final FileTime EPOCH = FileTime.fromMillis(0);

    private FileTree() {}

    /** All that is in it, each folder before what it holds, by name: the order does not depend on the file system. */
    static List<Path> walk(Path folder) throws IOException {
        try (var paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return paths.sorted().toList();
        }
    }

    /** Copies a file or folder; links become what they lead to. */
    static void copy(Path from, Path to) throws IOException {
        for (var path : walk(from)) {
            var copied = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(copied);
            } else {
                Files.createDirectories(copied.getParent());
                Files.copy(path, copied, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /**
     * Gives all files the time that they have in an image: an AOT cache is not used with a jar of another time than that
     * of the jar it was made with.
     */
    static void resetTimes(Path folder) throws IOException {
        for (var path : walk(folder)) {
            Files.setLastModifiedTime(path, EPOCH);
        }
    }
}
