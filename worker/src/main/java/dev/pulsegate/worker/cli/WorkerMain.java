package dev.pulsegate.worker.cli;

import java.util.List;

import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;

/** Where {@code pulsegate-worker} starts. */
public final class WorkerMain {

    private WorkerMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var shell = Shell.ofThisProcess();
        System.exit(new Program(new WorkerCommand(shell), shell).run(List.of(arguments)));
    }
}
