package dev.pulsegate.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which commit the sources are of. */
final class Revision {

    private Revision() {}

    /** The commit of a folder; {@code unknown} where Git does not tell it. */
    static String of(Path folder) throws InterruptedException {
        try {
            var git = new ProcessBuilder("git", "rev-parse", "HEAD")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
