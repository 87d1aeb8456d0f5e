package dev.pulsegate.socketio.engine;

/** What becomes of a request. */
public sealed interface Admission {

    /** It begins a session: {@link EngineServer#open}. */
    record Begins(TransportName transport) implements Admission {}

    /** It belongs to a session. */
    record Belongs(Session session, Kind kind) implements Admission {}

    /** It is refused. */
    record Refused(EngineError error) implements Admission {}

    /** What a request that belongs to a session is for. */
    enum Kind {
        /** A GET that wants packets: {@link Session#polled}. */
        POLL,
        /** A POST that brings packets: {@link Session#posted}. */
        POST,
        /** A WebSocket: {@link Session#connected}. */
        WEBSOCKET
    }
}
