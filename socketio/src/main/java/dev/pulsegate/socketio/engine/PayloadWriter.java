package dev.pulsegate.socketio.engine;

/** Puts packets together into a payload for a polling client: Engine.IO protocol 4.1, "Packet encoding". */
final class PayloadWriter {

    /** Stands between two packets: ASCII's record separator. */
    static final char SEPARATOR = '\u001e';

    /** As many as python-engineio takes in one payload. */
    static final int MAX_PACKETS = 16;

    private final StringBuilder payload = new StringBuilder();

    PayloadWriter add(Packet packet) {
        if (!payload.isEmpty()) {
            payload.append(SEPARATOR);
        }
        payload.append(PacketCodec.text(packet));
        return this;
    }

    @Override
    public String toString() {
        return payload.toString();
    }
}
