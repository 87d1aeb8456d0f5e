package dev.pulsegate.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Other programs, run to their end. */
final class Programs {

    private Programs() {}

    /**
     * Runs one.
     *
     * @throws IOException if it fails; with what it said
     */
    static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed: " + said.strip());
        }
    }
}
