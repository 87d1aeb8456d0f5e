package dev.pulsegate.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where viewers connect.
 *
 * @param uri the socket's address, {@code ws://host:port/path?query}, with the token if one is needed
 * @param subprotocol the subprotocol to ask for, or null for none
 */
public record Target(URI uri, String subprotocol) {

    private static final int DEFAULT_PORT = 80;

    /** Any 16 bytes will do; the server's answer to these is known: RFC 6455 §1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** What the server has to answer to the key. */
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    public Target {
        if (!"ws".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an address ws://host:port/path: " + uri);
        }
    }

    public Target(URI uri) {
        this(uri, null);
    }

    InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getAllByName(uri.getHost())[0], port());
    }

    /** Whether other addresses of this machine's loopback network can reach it. */
    boolean isLoopback() {
        return "127.0.0.1".equals(uri.getHost());
    }

    private int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    /** The handshake's request, the same for every viewer. */
    ByteBuffer request() {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
        var request = "GET " + path + query + " HTTP/1.1\r\n"
                + "Host: " + uri.getHost() + ':' + port() + "\r\n"
                + "Connection: Upgrade\r\n"
                + "Upgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: " + KEY + "\r\n"
                + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
                + "\r\n";
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }
}
