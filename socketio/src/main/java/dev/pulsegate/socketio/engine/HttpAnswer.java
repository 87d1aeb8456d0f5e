package dev.pulsegate.socketio.engine;

/** What a polling client's request is answered with. */
public sealed interface HttpAnswer {

    /** Packets for a poll, with 200. */
    record Payload(String text) implements HttpAnswer {}

    /** A POST was taken: {@code ok}, with 200. */
    record Taken() implements HttpAnswer {}

    /** Refused. */
    record Refused(EngineError error) implements HttpAnswer {}
}
