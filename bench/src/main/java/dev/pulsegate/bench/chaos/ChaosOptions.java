package dev.pulsegate.bench.chaos;

import java.time.Duration;

import picocli.CommandLine.Option;

import dev.pulsegate.cli.WholeNumber;

/** What {@code bench chaos} is asked for. */
final class ChaosOptions {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            converter = Minutes.class,
            description = "how long processes are killed (${DEFAULT-VALUE})")
    private int minutes;

    /** The processes' own timing does not follow from it. */
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "what the order of kills follows from (${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "12",
            converter = ClientCount.class,
            description = "how many clients submit, cancel and look (${DEFAULT-VALUE})")
    int clients;

    static final class Minutes extends WholeNumber {

        Minutes() {
            super(1, 24 * 60);
        }
    }

    static final class ClientCount extends WholeNumber {

        ClientCount() {
            super(1, 500);
        }
    }

    Duration duration() {
        return Duration.ofMinutes(minutes);
    }
}
