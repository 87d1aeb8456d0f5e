package dev.pulsegate.socketio.engine;

/** An Engine.IO packet: Engine.IO protocol 4.1, "Protocol". */
public sealed interface Packet
        permits Message, Packet.Open, Packet.Close, Packet.Ping, Packet.Pong, Packet.Upgrade, Packet.Noop {

    /** Begins a session: its parameters, as JSON. Sent by the server. */
    record Open(String json) implements Packet {}

    /** Ends a session, or the transport. */
    record Close() implements Packet {}

    /** Asks for a pong; a client sends it with {@code probe}, to try a WebSocket. */
    record Ping(String data) implements Packet {}

    /** Answers a ping, with what it held. */
    record Pong(String data) implements Packet {}

    /** A client moves to the WebSocket it has tried. */
    record Upgrade() implements Packet {}

    /** Says nothing: ends a poll. */
    record Noop() implements Packet {}
}
