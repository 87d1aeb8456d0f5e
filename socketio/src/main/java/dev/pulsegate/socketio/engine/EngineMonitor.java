package dev.pulsegate.socketio.engine;

/** Is told what happens, to count it and write it down. Called by the sessions' threads: never blocks. */
public interface EngineMonitor {

    /** A session was opened. */
    void opened(TransportName transport);

    /** A session moved from polling to its WebSocket. */
    void upgraded();

    /** A session ended. */
    void closed(TransportName transport, CloseReason reason);

    /** A packet came from a client. */
    void received();

    /** Packets went to the operating system. */
    void sent(int packets);

    /** A handshake was refused. */
    void refused(EngineError error);

    /** The application threw something, or something of ours did. */
    void failed(Throwable cause);
}
