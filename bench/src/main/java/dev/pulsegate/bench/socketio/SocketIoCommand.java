package dev.pulsegate.bench.socketio;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.pulsegate.cli.ExitCode;

/** {@code bench socketio}. */
@Command(
        name = "socketio",
        description = "Socket.IO workers, half of them by long polling, each on a space of its own",
        exitCodeList = {"0:measured", "1:it could not be measured", "2:wrong options"})
public final class SocketIoCommand implements Callable<Integer> {

    private final Path home;

    @Mixin
    private SocketIoOptions options;

    public SocketIoCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        SocketIoBench.run(home, options);
        return ExitCode.DONE;
    }
}
