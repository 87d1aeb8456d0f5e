package dev.pulsegate.socketio.engine;

/** What runs on Engine.IO. */
@FunctionalInterface
public interface EngineApplication {

    /**
     * Takes a new session in. What is sent to it from here on arrives after the handshake. An exception ends the session.
     *
     * @return who hears what its client says
     */
    EngineListener opened(EngineSession session);
}
