package dev.pulsegate.bench.server;

import java.net.URI;
import java.util.Optional;

import dev.pulsegate.bench.load.Target;

/**
 * A server that runs already.
 *
 * @param uri its socket's address, with the token if one is needed
 * @param subprotocol the subprotocol viewers ask for
 * @param process its process, if it runs on this machine
 */
public record RunningServer(URI uri, Optional<String> subprotocol, Optional<ProcessHandle> process) implements Server {

    @Override
    public String name() {
        return "running";
    }

    @Override
    public Target target() {
        return new Target(uri, subprotocol);
    }

    @Override
    public Optional<ProcessFigures> figures() {
        return process.map(ProcessFigures::new);
    }

    @Override
    public void close() {}
}
