package dev.pulsegate.bench;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;

import dev.pulsegate.bench.chaos.ChaosCommand;
import dev.pulsegate.bench.ecg.EcgCommand;
import dev.pulsegate.bench.gateway.GatewayCommand;
import dev.pulsegate.bench.micro.MicroCommand;
import dev.pulsegate.bench.socketio.SocketIoCommand;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;

/** {@code ./pulsegate bench}: runs the benchmark its first word names. */
public final class Main {

    private Main() {}

    /** What the benchmarks are part of. */
    @Command(name = "pulsegate bench", description = "Runs a benchmark on this machine.")
    private static final class Benches {}

    /** Runs one benchmark and ends the process with its exit code; without a word, lists them. */
    public static void main(String... arguments) {
        // The project's folder; where the script does not say it, the folder this is run from.
        var home = Path.of(System.getProperty("pulsegate.home", "")).toAbsolutePath();
        var words = List.of(arguments);
        var isHelp = words.isEmpty() || words.getFirst().equals("help");
        System.exit(program(home, Shell.ofThisProcess()).run(isHelp ? List.of("--help") : words));
    }

    static Program program(Path home, Shell shell) {
        return new Program(new Benches(), shell)
                .with(new EcgCommand(home))
                .with(new GatewayCommand(home))
                .with(new SocketIoCommand(home))
                .with(new ChaosCommand(home))
                .withForeign(new MicroCommand(home));
    }
}
