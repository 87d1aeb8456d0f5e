package dev.pulsegate.bench.gateway;

import java.util.List;

import picocli.CommandLine.Option;

import dev.pulsegate.bench.server.Setting;
import dev.pulsegate.cli.WholeNumber;

/** What {@code bench gateway} is asked for. */
final class GatewayOptions {

    private static final int ROWS_OF_FULL_RUN = 1_000_000;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "1,8,32,64",
            split = ",",
            converter = WholeNumber.FromOne.class,
            description = "the numbers of clients of the closed loop, separated by commas (${DEFAULT-VALUE})")
    private List<Integer> clients;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1,8",
            split = ",",
            converter = WholeNumber.FromOne.class,
            description = "the numbers of workers (${DEFAULT-VALUE})")
    private List<Integer> workers;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            defaultValue = "64",
            converter = WholeNumber.FromOne.class,
            description = "how many requests a worker takes at a time (${DEFAULT-VALUE})")
    int capacity;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            split = ",",
            converter = WholeNumber.FromOne.class,
            description = "the open loop's requests a second (${DEFAULT-VALUE})")
    private List<Integer> rates;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            converter = WholeNumber.FromOne.class,
            description = "the length of a measurement (${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "20",
            converter = WholeNumber.FromOne.class,
            description = "seconds of warming up (${DEFAULT-VALUE})")
    int warmUpSeconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            converter = WholeNumber.FromOne.class,
            description = "measure everything so many times; medians are reported (${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "0",
            converter = WholeNumber.FromZero.class,
            description = "again with so many finished requests (${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--old-transaction", description = "and again with an old transaction open")
    private boolean oldTransaction;

    @Option(names = "--full", description = "as --rows 1000000 --old-transaction")
    private boolean full;

    @Option(names = "--server-opts", paramLabel = "OPTIONS", description = "Java options for the server, in one word")
    private String serverOptions = "";

    /** Rising, as are the other lists. */
    List<Integer> clients() {
        return sorted(clients);
    }

    List<Integer> workers() {
        return sorted(workers);
    }

    List<Integer> rates() {
        return sorted(rates);
    }

    /** How many finished requests are in the table for the second part; 0 for no second part. */
    int rows() {
        return full ? ROWS_OF_FULL_RUN : rows;
    }

    boolean oldTransaction() {
        return full || oldTransaction;
    }

    List<String> serverOptions() {
        return Setting.words(serverOptions);
    }

    private static List<Integer> sorted(List<Integer> numbers) {
        return numbers.stream().sorted().toList();
    }
}
