package dev.pulsegate.socketio.engine;

/**
 * Takes a polling client's payload apart, one packet at a time, so that a payload of nothing but separators costs no more
 * than its bytes: Engine.IO protocol 4.1, "Packet encoding".
 */
final class PayloadReader {

    private final String payload;
    private int position;

    PayloadReader(byte[] body) throws MalformedPacketException {
        this.payload = Utf8.decode(body);
    }

    /** Whether there is another packet; even an empty payload has a first one, if not a well-formed one. */
    boolean hasNext() {
        return position <= payload.length();
    }

    Packet next() throws MalformedPacketException {
        int separator = payload.indexOf(PayloadWriter.SEPARATOR, position);
        int end = separator < 0 ? payload.length() : separator;
        var text = payload.substring(position, end);
        position = end + 1;
        return PacketCodec.decode(text);
    }
}
