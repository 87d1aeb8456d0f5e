package dev.pulsegate.e2e;

import java.util.List;

import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;

/** Where the command line starts. */
public final class E2eMain {

    private E2eMain() {}

    /** Runs the test and ends the process with its exit code. */
    public static void main(String... arguments) {
        var shell = Shell.ofThisProcess();
        System.exit(new Program(new E2eCommand(shell), shell).run(List.of(arguments)));
    }
}
