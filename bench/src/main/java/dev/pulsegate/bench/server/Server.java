package dev.pulsegate.bench.server;

import java.io.IOException;
import java.util.Optional;

import dev.pulsegate.bench.load.Target;

/** A server that viewers can be let loose on. */
public sealed interface Server extends AutoCloseable permits PulseGate, RawServer, RunningServer {

    /** What it is called in results. */
    String name();

    /** Where viewers connect, signed in for the next minutes if that is needed. */
    Target target() throws IOException, InterruptedException;

    /** Its process, where it is known. */
    Optional<ProcessFigures> figures();

    /** Stops it if it was started here. */
    @Override
    void close();
}
