package dev.pulsegate.worker.handler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a command's standard output is taken for. */
public enum ExecOutput {
    /** Lines of text, of which the last may say {@code {"result": …}}; if it does, that has to be JSON. */
    LINES,
    /** Text, whatever it looks like. */
    TEXT,
    /** One JSON object, the result; nothing of it is a chunk. */
    JSON;

    /** The name on the command line. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this name. */
    public static Optional<ExecOutput> find(String optionName) {
        return Arrays.stream(values())
                .filter(output -> output.optionName().equals(optionName))
                .findFirst();
    }
}
