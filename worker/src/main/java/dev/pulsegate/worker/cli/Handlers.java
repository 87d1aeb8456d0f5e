package dev.pulsegate.worker.cli;

import java.util.OptionalLong;

import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.ExecHandler;
import dev.pulsegate.worker.handler.ExecOutput;
import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.SimulateHandler;

/** The handlers a command line can choose from. */
final class Handlers {

    private static final String EXEC = "exec:";

    private Handlers() {}

    /**
     * The handler of that name.
     *
     * @throws UsageException if there is none
     */
    static Handler named(String name, OptionalLong seed, ExecOutput output) throws UsageException {
        if (name.startsWith(EXEC) && !name.substring(EXEC.length()).isBlank()) {
            return new ExecHandler(name.substring(EXEC.length()), output);
        }
        return switch (name) {
            case "echo" -> new EchoHandler();
            case "simulate" -> new SimulateHandler(seed);
            default -> throw new UsageException("--handler knows echo, simulate and exec:COMMAND: " + name);
        };
    }
}
