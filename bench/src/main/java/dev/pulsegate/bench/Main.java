package dev.pulsegate.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.pulsegate.bench.chaos.ChaosBench;
import dev.pulsegate.bench.ecg.EcgBench;
import dev.pulsegate.bench.gateway.GatewayBench;
import dev.pulsegate.bench.micro.MicroBench;
import dev.pulsegate.bench.socketio.SocketIoBench;

/** {@code ./pulsegate bench}: runs the benchmark its first argument names. */
public final class Main {

    private static final String USAGE =
            """
            usage: ./pulsegate bench <benchmark> [options]

            bench jmh: synthesis, encoding, resampling and decoding alone, by JMH; takes JMH's own options

            """ + EcgBench.USAGE + "\n" + GatewayBench.USAGE + "\n" + SocketIoBench.USAGE + "\n" + ChaosBench.USAGE;

    private Main() {}

    /** Runs one benchmark; exits with 2 if the arguments make no sense. */
    public static void main(String... arguments) throws Exception {
        // The project's folder; where the script does not say it, the folder this is run from.
        var home = Path.of(System.getProperty("pulsegate.home", "")).toAbsolutePath();
        var options = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            switch (arguments.length == 0 ? "help" : arguments[0]) {
                case "ecg" -> EcgBench.run(home, options);
                case "gateway" -> GatewayBench.run(home, options);
                case "socketio" -> SocketIoBench.run(home, options);
                case "chaos" -> System.exit(ChaosBench.run(home, options) ? 0 : 1);
                case "jmh" -> MicroBench.run(home, options);
                case "help", "--help", "-h" -> System.out.print(USAGE);
                default -> throw new IllegalArgumentException("no such benchmark: " + Arrays.toString(arguments));
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
        }
    }
}
