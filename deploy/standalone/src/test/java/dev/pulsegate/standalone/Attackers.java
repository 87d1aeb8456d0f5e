package dev.pulsegate.standalone;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.pulsegate.testkit.socket.RawPeer;

/** Connections that do harm, all from one address that is not the test's own, kept open until they are closed together. */
final class Attackers implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.2";
    private static final int SMALL_RECEIVE_BUFFER = 4096;

    private final int port;
    private final List<RawPeer> peers = new ArrayList<>();

    Attackers(int port) {
        this.port = port;
    }

    /** So many connections do something each; a server that ends one meanwhile does what it should. */
    Attackers each(int count, Consumer<RawPeer> deed) {
        for (int i = 0; i < count; i++) {
            try {
                var peer = RawPeer.connect(ADDRESS, port, SMALL_RECEIVE_BUFFER);
                peers.add(peer);
                deed.accept(peer);
            } catch (UncheckedIOException | AssertionError refused) {
                // Refused, or ended: what was to be shown is how the others fare.
            }
        }
        return this;
    }

    /** Sends text as it stands. */
    static void send(RawPeer peer, String text) {
        peer.sendBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The beginning of a request with a body. */
    static String post(String path, String token, String contentType, long length) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nContent-Type: "
                + contentType + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Override
    public void close() {
        peers.forEach(RawPeer::close);
    }
}
