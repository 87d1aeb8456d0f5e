package dev.pulsegate.tools.cli;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options on a command line, as {@code --option value} or {@code --option=value}; the last of several counts. */
public final class Arguments {

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /** Whether help is asked for; then nothing else matters. */
    public static boolean askForHelp(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    /**
     * Reads the words of a command line.
     *
     * @param known the options there are
     * @throws UsageException if an option is unknown or has no value
     */
    public static Arguments parse(List<String> words, Set<String> known) throws UsageException {
        var values = new HashMap<String, String>();
        var left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            var word = left.removeFirst();
            int equals = word.indexOf('=');
            var option = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (!known.contains(option)) {
                throw new UsageException("unknown option: " + option);
            }
            values.put(option, option.length() < word.length() ? word.substring(equals + 1) : next(option, left));
        }
        return new Arguments(values);
    }

    private static String next(String option, ArrayDeque<String> left) throws UsageException {
        var value = left.pollFirst();
        if (value == null || value.startsWith("--")) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }

    /** The value of an option, if it is given and not blank. */
    public Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option)).filter(value -> !value.isBlank());
    }
}
