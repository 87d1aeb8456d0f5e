package dev.pulsegate.testkit.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for test classes that tell more than one story: a long one is divided by stories, which may share their start. */
final class LongTests {

    private static final int MOST_LINES = 300;

    private LongTests() {}

    /**
     * The sources that are too long.
     *
     * @param tests the folder of the top-most package; may be missing
     * @return the files, sorted
     */
    static List<Path> below(Path tests) throws IOException {
        if (!Files.exists(tests)) {
            return List.of();
        }
        try (var files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(LongTests::isLong)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isLong(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count() > MOST_LINES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
