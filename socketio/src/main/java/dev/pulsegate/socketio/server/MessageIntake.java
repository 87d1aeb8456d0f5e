package dev.pulsegate.socketio.server;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.EngineSession;
import dev.pulsegate.socketio.engine.Message;
import dev.pulsegate.socketio.protocol.MalformedPacketException;
import dev.pulsegate.socketio.protocol.PacketAssembler;
import dev.pulsegate.socketio.protocol.ReceivedPacket;

/**
 * What one client has sent, until it has been followed: put together to packets, and taken from the memory that all clients
 * share. A client that is not trusted yet may have little of it. Messages come one at a time.
 */
final class MessageIntake {

    private final ServerParts parts;
    private final EngineSession engine;
    private final PacketAssembler assembler;
    private long unassembledBytes;
    private volatile boolean trusted;

    MessageIntake(ServerParts parts, EngineSession engine) {
        this.parts = parts;
        this.engine = engine;
        this.assembler = new PacketAssembler(parts.settings().packets());
        this.trusted = parts.newcomerBytes() == Integer.MAX_VALUE;
        if (!trusted) {
            engine.limit(parts.newcomerBytes());
        }
    }

    /** What became of a message. */
    sealed interface Outcome {

        /** More has to come. */
        record Partial() implements Outcome {}

        /** It completes a packet, which holds so many bytes until {@link #release}. */
        record Whole(ReceivedPacket packet, long bytes) implements Outcome {}

        /** It is not taken, and the client has to go. */
        record Refused(CloseReason why) implements Outcome {}
    }

    /** The client may send what the engine takes. */
    void trust() {
        trusted = true;
        engine.limit(Integer.MAX_VALUE);
    }

    /** Takes the next message. */
    Outcome add(Message message) throws MalformedPacketException {
        long size = size(message);
        if (!trusted && unassembledBytes + size > parts.newcomerBytes()) {
            return new Outcome.Refused(CloseReason.TOO_BIG);
        }
        if (!parts.memory().take(holder(), size)) {
            return new Outcome.Refused(CloseReason.NO_ROOM);
        }
        unassembledBytes += size;
        return assembler.add(message).<Outcome>map(this::whole).orElseGet(Outcome.Partial::new);
    }

    private Outcome whole(ReceivedPacket packet) {
        long bytes = unassembledBytes;
        unassembledBytes = 0;
        return new Outcome.Whole(packet, bytes);
    }

    private static long size(Message message) {
        return switch (message) {
            case Message.Text(var text) -> text.length();
            case Message.Binary(var bytes) -> bytes.length;
        };
    }

    private Object holder() {
        return engine.handshake().remoteAddress();
    }

    /** Gives back what a packet held. */
    void release(long bytes) {
        parts.memory().give(holder(), bytes);
    }

    /** The same once something is done. */
    Runnable releasing(long bytes, Runnable work) {
        return () -> {
            try {
                work.run();
            } finally {
                release(bytes);
            }
        };
    }

    /** Nothing more will come. */
    void end() {
        release(unassembledBytes);
        unassembledBytes = 0;
    }
}
