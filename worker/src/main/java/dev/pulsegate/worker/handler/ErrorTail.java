package dev.pulsegate.worker.handler;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** A command's standard error: each line goes to the log, the last ones are kept to say why it failed. */
final class ErrorTail {

    private static final int MAX_LINES = 10;
    private static final int MAX_LINE_CHARS = 400;

    private final Responder out;
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    ErrorTail(Responder out) {
        this.out = out;
    }

    /** Reads until the end. */
    void read(InputStream stream) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        var line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                endLine(line);
            } else if (line.length() < MAX_LINE_CHARS) {
                line.append((char) c);
            }
        }
        endLine(line);
    }

    private void endLine(StringBuilder line) {
        var text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty()) {
            out.log(text);
            keep(text);
        }
    }

    private synchronized void keep(String text) {
        lines.add(text);
        if (lines.size() > MAX_LINES) {
            lines.remove();
        }
    }

    /** The last lines. */
    synchronized String text() {
        return String.join("\n", lines);
    }
}
