package dev.pulsegate.socketio.engine;

import java.util.function.LongSupplier;

/**
 * What all sessions of a server share.
 *
 * @param clock nanoseconds since some moment before the first session, never less than before
 */
record Surroundings(EngineSettings settings, LongSupplier clock, EngineMonitor monitor) {}
