package dev.pulsegate.bench.gateway;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code bench gateway} is asked for.
 *
 * @param clients the numbers of clients of the closed loop
 * @param workers the numbers of workers
 * @param capacity how many requests a worker takes at a time
 * @param rates the rates of the open loop, in requests a second
 * @param seconds the length of each window
 * @param warmUpSeconds how long everything is warmed up first
 * @param rounds how many times everything is measured; medians are reported
 * @param rows how many finished requests are in the table for the second part; 0 for no second part
 * @param oldTransaction whether there is a part with an old transaction held open
 * @param serverOptions more options for the server's Java virtual machine
 */
record GatewayOptions(
        List<Integer> clients,
        List<Integer> workers,
        int capacity,
        List<Integer> rates,
        int seconds,
        int warmUpSeconds,
        int rounds,
        int rows,
        boolean oldTransaction,
        List<String> serverOptions) {

    private static final int ROWS_OF_FULL_RUN = 1_000_000;

    /** All options, for a person. */
    static final String USAGE = """
            bench gateway: requests submitted over REST and answered by workers that are connected
              --clients N,N…      the numbers of clients of the closed loop  (1,8,32,64)
              --workers N,N…      the numbers of workers                     (1,8)
              --capacity N        how many requests a worker takes at a time (64)
              --rate N,N…         the open loop's requests a second          (500)
              --seconds N         the length of a measurement                (5)
              --warm-up N         seconds of warming up                      (20)
              --rounds N          measure everything so many times           (3)
              --rows N            again with so many finished requests       (0)
              --old-transaction   and again with an old transaction open
              --full              as --rows 1000000 --old-transaction
              --server-opts "…"   Java options for the server
            """;

    static GatewayOptions parse(List<String> arguments) {
        var words = new ArrayDeque<>(arguments);
        var read = new Reading();
        while (!words.isEmpty()) {
            read.option(words.removeFirst(), words);
        }
        return new GatewayOptions(
                read.clients,
                read.workers,
                read.capacity,
                read.rates,
                read.seconds,
                read.warmUpSeconds,
                read.rounds,
                read.rows,
                read.oldTransaction,
                read.serverOptions);
    }

    /** Options read so far. */
    private static final class Reading {
        private List<Integer> clients = List.of(1, 8, 32, 64);
        private List<Integer> workers = List.of(1, 8);
        private int capacity = 64;
        private List<Integer> rates = List.of(500);
        private int seconds = 5;
        private int warmUpSeconds = 20;
        private int rounds = 3;
        private int rows;
        private boolean oldTransaction;
        private List<String> serverOptions = List.of();

        void option(String option, ArrayDeque<String> words) {
            switch (option) {
                case "--clients" -> clients = numbers(option, words);
                case "--workers" -> workers = numbers(option, words);
                case "--capacity" -> capacity = number(option, words, 1);
                case "--rate" -> rates = numbers(option, words);
                case "--seconds" -> seconds = number(option, words, 1);
                case "--warm-up" -> warmUpSeconds = number(option, words, 1);
                case "--rounds" -> rounds = number(option, words, 1);
                case "--rows" -> rows = number(option, words, 0);
                case "--old-transaction" -> oldTransaction = true;
                case "--full" -> {
                    rows = ROWS_OF_FULL_RUN;
                    oldTransaction = true;
                }
                case "--server-opts" -> serverOptions = words(value(option, words));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }

        private static String value(String option, ArrayDeque<String> words) {
            if (words.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return words.removeFirst();
        }

        private static int number(String option, ArrayDeque<String> words, int least) {
            int number = Integer.parseInt(value(option, words));
            if (number < least) {
                throw new IllegalArgumentException(option + " must be at least " + least);
            }
            return number;
        }

        private static List<Integer> numbers(String option, ArrayDeque<String> words) {
            var numbers = Arrays.stream(value(option, words).split(","))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
            if (numbers.getFirst() < 1) {
                throw new IllegalArgumentException(option + " must be at least 1");
            }
            return numbers;
        }

        private static List<String> words(String text) {
            return Arrays.stream(text.strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }
}
