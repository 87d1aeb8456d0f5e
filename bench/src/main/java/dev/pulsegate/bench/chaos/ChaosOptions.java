package dev.pulsegate.bench.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What {@code bench chaos} is asked for.
 *
 * @param duration how long processes are killed
 * @param seed what the order of kills follows from; the processes' own timing does not
 * @param clients how many clients submit, cancel and look
 */
record ChaosOptions(Duration duration, long seed, int clients) {

    /** All options, for a person. */
    static final String USAGE = """
            bench chaos: clients and workers of both kinds while every process is killed and frozen in turn, and a check
            of all they saw; ends with 1 if anything accepted was lost, done twice or changed after its end
              --minutes N         how long                                   (10)
              --seed N            what the order of kills follows from       (1)
              --clients N         how many clients                           (12)
            """;

    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_CLIENTS = 500;

    static ChaosOptions parse(List<String> arguments) {
        int minutes = 10;
        long seed = 1;
        int clients = 12;
        var words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            var option = words.removeFirst();
            switch (option) {
                case "--minutes" -> minutes = (int) number(option, words, 1, MOST_MINUTES);
                case "--seed" -> seed = number(option, words, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--clients" -> clients = (int) number(option, words, 1, MOST_CLIENTS);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new ChaosOptions(Duration.ofMinutes(minutes), seed, clients);
    }

    private static long number(String option, ArrayDeque<String> words, long least, long most) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        long number = Long.parseLong(words.removeFirst());
        if (number < least || number > most) {
            throw new IllegalArgumentException("%s is from %d to %d".formatted(option, least, most));
        }
        return number;
    }
}
