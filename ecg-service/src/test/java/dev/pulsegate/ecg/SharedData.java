package dev.pulsegate.ecg;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The folder of ECG data sets that is too large for the repository: whatever {@code PULSEGATE_SHARED_DATA} names, or a
 * {@code shared/data} beside the project. Tests that need it are skipped where there is none.
 */
public final class SharedData {
    private SharedData() {}

    /** A folder of the data, such as {@code mitdb}; skips the test if there is none. */
    public static Path folder(String name) {
        var stated = System.getenv("PULSEGATE_SHARED_DATA");
        if (stated != null) {
            return existing(Path.of(stated).resolve(name));
        }
        for (var place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
            var candidate = place.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return abort("no shared/data/" + name + " beside the project; set PULSEGATE_SHARED_DATA to run this test");
    }

    private static Path existing(Path folder) {
        return Files.isDirectory(folder) ? folder : abort("PULSEGATE_SHARED_DATA has no folder " + folder);
    }
}
