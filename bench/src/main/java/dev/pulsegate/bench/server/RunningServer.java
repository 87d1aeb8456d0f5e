package dev.pulsegate.bench.server;

import java.util.Optional;

import dev.pulsegate.bench.load.Target;

/**
 * A server that runs already.
 *
 * @param process its process, or null if it does not run on this machine
 */
public record RunningServer(Target target, ProcessHandle process) implements Server {

    @Override
    public String name() {
        return "running";
    }

    @Override
    public Optional<ProcessFigures> figures() {
        return Optional.ofNullable(process).map(ProcessFigures::new);
    }

    @Override
    public void close() {}
}
