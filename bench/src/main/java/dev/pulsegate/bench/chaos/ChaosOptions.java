package dev.pulsegate.bench.chaos;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Option;

import dev.pulsegate.bench.server.Shape;
import dev.pulsegate.cli.WholeNumber;

/** What {@code bench chaos} is asked for. */
final class ChaosOptions {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            converter = Minutes.class,
            description = "how long processes are killed at least (${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            converter = Rounds.class,
            description = "how often each kind of fault is done at least (${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--kills",
            description = "kill -9 alone, of one process after the other, each once all is well again")
    boolean kills;

    @Option(names = "--apart", description = "each service in processes of its own, as up --apart runs them")
    boolean apart;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "2",
            converter = ReplicaCount.class,
            description = "how many of each service, apart (${DEFAULT-VALUE})")
    private int replicas;

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
            super(0, 24 * 60);
        }
    }

    static final class Rounds extends WholeNumber {

        Rounds() {
            super(1, 1000);
        }
    }

    static final class ReplicaCount extends WholeNumber {

        ReplicaCount() {
            super(1, 8);
        }
    }

    static final class ClientCount extends WholeNumber {

        ClientCount() {
            super(1, 500);
        }
    }

    Shape shape() {
        return apart ? Shape.apart(replicas) : Shape.oneProcess();
    }

    List<Fault> faults() {
        return kills ? Fault.kills(apart) : Fault.all(apart);
    }

    Duration duration() {
        return Duration.ofMinutes(minutes);
    }
}
