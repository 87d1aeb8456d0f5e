package dev.pulsegate.embedded.backup;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.embedded.folder.StartupFailure;

/** The command that makes a data folder of a backup. */
@Command(
        name = "pulsegate restore",
        description = "Makes a data folder of what pulsegate backup has written; start PulseGate on it afterwards.",
        exitCodeList = {"0:restored", "1:not restored; the folder is as it was", "2:wrong options"})
public final class RestoreCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "the backup")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".data",
            description = "the data folder, a new one or empty; ${DEFAULT-VALUE} by default")
    private Path data;

    public RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try {
            new Restore(file).into(data);
        } catch (StartupFailure e) {
            shell.err().println("pulsegate restore: " + e.getMessage());
            return ExitCode.FAILED;
        }
        shell.out().println("Restored into " + data + ".");
        return ExitCode.DONE;
    }
}
