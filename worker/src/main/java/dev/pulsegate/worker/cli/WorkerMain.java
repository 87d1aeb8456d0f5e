package dev.pulsegate.worker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where {@code pulsegate-worker} starts. */
public final class WorkerMain {

    private WorkerMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        // Whatever the locale: the tick of a registration is not in ASCII.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new WorkerCommand(System::getenv, out, err).run(List.of(arguments)));
    }
}
