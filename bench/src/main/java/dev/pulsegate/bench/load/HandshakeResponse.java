package dev.pulsegate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A server's answer to a WebSocket handshake: RFC 6455 §4.1. */
final class HandshakeResponse {

    private static final int LONGEST = 8192;
    private static final String SWITCHING_PROTOCOLS = "HTTP/1.1 101";

    private HandshakeResponse() {}

    /**
     * Takes the response out of the buffer.
     *
     * @return false if it is not there whole; then nothing is taken
     * @throws ProtocolException if the handshake failed; the message is the status line where there is one
     */
    static boolean take(ByteBuffer bytes) throws ProtocolException {
        int length = length(bytes);
        if (length < 0) {
            if (bytes.remaining() > LONGEST) {
                throw new ProtocolException("the handshake's response is too long");
            }
            return false;
        }
        var response = new byte[length];
        bytes.get(response);
        var text = new String(response, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(SWITCHING_PROTOCOLS)) {
            throw new ProtocolException(text.substring(0, text.indexOf("\r\n")));
        }
        if (!text.contains(Target.ACCEPT)) {
            throw new ProtocolException("the handshake's response does not answer the key");
        }
        return true;
    }

    /** Bytes up to the empty line, that included. */
    private static int length(ByteBuffer bytes) {
        for (int i = bytes.position() + 3; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n' && bytes.get(i - 1) == '\r' && bytes.get(i - 2) == '\n') {
                return i + 1 - bytes.position();
            }
        }
        return -1;
    }
}
