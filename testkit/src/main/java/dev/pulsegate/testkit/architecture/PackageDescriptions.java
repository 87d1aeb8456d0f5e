package dev.pulsegate.testkit.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks for packages that do not say what lives in them. The compiler keeps nothing of a {@code package-info.java}
 * without annotations, so this looks at the sources.
 */
final class PackageDescriptions {

    private PackageDescriptions() {}

    /**
     * The packages with classes but without a described {@code package-info.java}.
     *
     * @param sources the folder of the top-most package
     * @return their folders, sorted
     */
    static List<Path> missingBelow(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !isDescribed(folder))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isDescribed(Path folder) {
        var description = folder.resolve("package-info.java");
        try {
            return Files.exists(description) && Files.readString(description).startsWith("/**");
        } catch (IOException e) {
            return false;
        }
    }
}
