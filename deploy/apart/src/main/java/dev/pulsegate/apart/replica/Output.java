package dev.pulsegate.apart.replica;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import org.jboss.logging.Logger;

/** What a replica says, line by line, on the launcher's output. */
record Output(String prefix, PrintStream to) {

    private static final Logger LOG = Logger.getLogger(Output.class);

    /** A longer line is broken. */
    private static final int LONGEST_LINE = 64 * 1024;

    /** Passes on what a process says until it says no more. */
    void follow(Process process) {
        try (var lines = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            follow(lines);
        } catch (IOException e) {
            LOG.debugf("%s says no more: %s", prefix, e.toString());
        }
    }

    private void follow(Reader from) throws IOException {
        var line = new StringBuilder(prefix);
        var piece = new char[8192];
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            for (int i = 0; i < read; i++) {
                if (piece[i] == '\n' || line.length() >= LONGEST_LINE) {
                    to.println(line);
                    line.setLength(prefix.length());
                }
                if (piece[i] != '\n') {
                    line.append(piece[i]);
                }
            }
        }
        if (line.length() > prefix.length()) {
            to.println(line);
        }
    }
}
