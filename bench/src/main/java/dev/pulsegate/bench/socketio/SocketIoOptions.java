package dev.pulsegate.bench.socketio;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What {@code bench socketio} is asked for.
 *
 * @param workers how many workers there are, every second of them by long polling
 * @param minutes how long they stay
 * @param rate how many requests are submitted in a second, over all spaces
 */
record SocketIoOptions(int workers, int minutes, int rate) {

    /** All options, for a person. */
    static final String USAGE = """
            bench socketio: Socket.IO workers, half of them by long polling, each on a space of its own
              --workers N         how many workers                           (500)
              --minutes N         how long they stay                         (10)
              --rate N            requests a second over all spaces          (20)
            """;

    static SocketIoOptions parse(List<String> arguments) {
        int workers = 500;
        int minutes = 10;
        int rate = 20;
        var words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            var option = words.removeFirst();
            switch (option) {
                case "--workers" -> workers = number(option, words);
                case "--minutes" -> minutes = number(option, words);
                case "--rate" -> rate = number(option, words);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new SocketIoOptions(workers, minutes, rate);
    }

    private static int number(String option, ArrayDeque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        int number = Integer.parseInt(words.removeFirst());
        if (number < 1) {
            throw new IllegalArgumentException(option + " must be at least 1");
        }
        return number;
    }
}
