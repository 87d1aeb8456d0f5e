package dev.pulsegate.bench.ecg;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.pulsegate.bench.load.Target;

/**
 * What {@code bench ecg} is asked for.
 *
 * @param viewers the numbers of viewers, rising
 * @param seconds the length of each window
 * @param settleSeconds how long all viewers are connected before it begins
 * @param warmUpSeconds how long each server is warmed up before everything
 * @param rounds how many times everything is measured
 * @param stalled viewers beside the others that never read
 * @param threads selector threads of the load generator
 * @param handshakesAtOnce most handshakes under way at a time
 * @param rawBytes the raw server's message size; unless given, that of PulseGate's frames
 * @param stream the stream watched; unless given, the default one
 * @param binary whether viewers ask for binary frames
 * @param servers which servers are measured
 * @param url a server that runs already, in place of one started here
 * @param pid its process
 * @param serverOptions more options for the servers' Java virtual machines
 */
record EcgOptions(
        List<Integer> viewers,
        int seconds,
        int settleSeconds,
        int warmUpSeconds,
        int rounds,
        int stalled,
        int threads,
        int handshakesAtOnce,
        int rawBytes,
        Optional<String> stream,
        boolean binary,
        Servers servers,
        Optional<URI> url,
        Optional<Long> pid,
        List<String> serverOptions) {

    /** Which servers are measured. */
    enum Servers {
        BOTH,
        RAW,
        PRODUCT
    }

    /** All options, for a person. */
    static final String USAGE = """
            bench ecg: viewers on PulseGate's ECG socket and on a raw Vert.x broadcast server
              --viewers N,N…      the numbers of viewers                     (100,1000,5000,10000)
              --seconds N         the length of a measurement                (15)
              --settle N          seconds connected before it                (4)
              --warm-up N         seconds of warming each server up          (40)
              --rounds N          measure everything so many times           (1)
              --stalled N         beside them, viewers that never read       (0)
              --stream ID         the stream to watch                        (the default one)
              --binary            ask for binary frames
              --only raw|product  one server instead of both
              --raw-bytes N       the raw server's message size              (that of PulseGate's frames)
              --url ws://…        measure a server that runs already; with its token in the address
              --pid N             its process, to know its CPU and memory
              --threads N         the load generator's threads               (1)
              --handshakes N      handshakes under way at a time             (200)
              --server-opts "…"   Java options for the servers
            """;

    static EcgOptions parse(List<String> arguments) {
        var words = new ArrayDeque<>(arguments);
        var read = new Reading();
        while (!words.isEmpty()) {
            read.option(words.removeFirst(), words);
        }
        return new EcgOptions(
                read.viewers,
                read.seconds,
                read.settleSeconds,
                read.warmUpSeconds,
                read.rounds,
                read.stalled,
                read.threads,
                read.handshakesAtOnce,
                read.rawBytes,
                read.stream,
                read.binary,
                read.servers,
                read.url,
                read.pid,
                read.serverOptions);
    }

    /** Options read so far. */
    private static final class Reading {
        private List<Integer> viewers = List.of(100, 1000, 5000, 10_000);
        private int seconds = 15;
        private int settleSeconds = 4;
        private int warmUpSeconds = 40;
        private int rounds = 1;
        private int stalled;
        private int threads = 1;
        private int handshakesAtOnce = 200;
        private int rawBytes;
        private Optional<String> stream = Optional.empty();
        private boolean binary;
        private Servers servers = Servers.BOTH;
        private Optional<URI> url = Optional.empty();
        private Optional<Long> pid = Optional.empty();
        private List<String> serverOptions = List.of();

        void option(String option, ArrayDeque<String> words) {
            switch (option) {
                case "--viewers" -> viewers = numbers(value(option, words));
                case "--seconds" -> seconds = number(option, words, 1);
                case "--settle" -> settleSeconds = number(option, words, 0);
                case "--warm-up" -> warmUpSeconds = number(option, words, 1);
                case "--rounds" -> rounds = number(option, words, 1);
                case "--stalled" -> stalled = number(option, words, 0);
                case "--threads" -> threads = number(option, words, 1);
                case "--handshakes" -> handshakesAtOnce = number(option, words, 1);
                case "--raw-bytes" -> rawBytes = number(option, words, 1);
                case "--stream" -> stream = Optional.of(value(option, words));
                case "--binary" -> binary = true;
                case "--only" -> servers = servers(value(option, words));
                case "--url" -> url = Optional.of(url(value(option, words)));
                case "--pid" -> pid = Optional.of((long) number(option, words, 1));
                case "--server-opts" -> serverOptions = words(value(option, words));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }

        private static URI url(String text) {
            return new Target(URI.create(text), Optional.empty()).uri();
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

        private static List<Integer> numbers(String text) {
            var numbers = Arrays.stream(text.split(","))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
            if (numbers.getFirst() < 1) {
                throw new IllegalArgumentException("there must be at least 1 viewer");
            }
            return numbers;
        }

        private static List<String> words(String text) {
            return Arrays.stream(text.strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        private static Servers servers(String text) {
            return switch (text) {
                case "raw" -> Servers.RAW;
                case "product" -> Servers.PRODUCT;
                default -> throw new IllegalArgumentException("--only is raw or product");
            };
        }
    }
}
