package dev.pulsegate.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A data folder as a first start and a stop leave it, for tests that are about what comes later: to set up a folder takes as
 * long as to start in it. Kept until the standalone is built anew, for all processes that run tests side by side.
 */
final class SetUpFolder {

    private static final Path TARGET = Path.of(System.getProperty("standalone.folder"), "target");
    private static final Path KEPT = TARGET.resolve("set-up-folder");

    private SetUpFolder() {}

    /** Makes the folder, or what is there, one that is set up; the folder. */
    static Path at(Path data) throws IOException {
        try (var lock = FileChannel.open(TARGET.resolve("set-up-folder.lock"), CREATE, WRITE);
                var _ = lock.lock()) {
            if (!isKept()) {
                keep();
            }
        }
        Files.createDirectories(data);
        run("cp", "-a", KEPT + "/.", data.toString());
        return data;
    }

    private static boolean isKept() throws IOException {
        var built = Files.getLastModifiedTime(TARGET.resolve("quarkus-app/quarkus-run.jar"));
        return Files.exists(KEPT) && Files.getLastModifiedTime(KEPT).compareTo(built) > 0;
    }

    private static void keep() throws IOException {
        var made = TARGET.resolve("set-up-folder.new");
        run("rm", "-rf", KEPT.toString(), made.toString());
        try (var pulsegate = StandaloneProcess.up(made)) {
            pulsegate.terminate();
        }
        Files.move(made, KEPT);
    }

    private static void run(String... command) throws IOException {
        assertThat(new ProcessBuilder(command)
                        .inheritIO()
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .as(String.join(" ", command))
                .isZero();
    }
}
