package dev.pulsegate.embedded.backup;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.embedded.Settings;
import dev.pulsegate.embedded.folder.StartupFailure;

/** The command that backs a data folder up. */
@Command(
        name = "pulsegate backup",
        description = {
            "Writes the database as it is at one moment, the files of requests, recordings and secrets into FILE,",
            "whether PulseGate runs or not. Whoever has the file can be anybody: keep it as you keep a password.",
        },
        exitCodeList = {"0:written", "1:not written", "2:wrong options"})
public final class BackupCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "where to; there must be no such file")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".data",
            description = "the data folder; ${DEFAULT-VALUE} by default")
    private Path data;

    public BackupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try {
            new Backup(data).writeTo(file.toAbsolutePath());
        } catch (StartupFailure e) {
            shell.err().println("pulsegate backup: " + e.getMessage());
            return ExitCode.FAILED;
        }
        shell.out().println("The backup is in " + file + ".");
        for (var property : Settings.FOLDERS) {
            var elsewhere = Settings.configured(property);
            if (elsewhere != null) {
                shell.err().println("Not in it is " + elsewhere + " (" + property + "): back that up too.");
            }
        }
        return ExitCode.DONE;
    }
}
