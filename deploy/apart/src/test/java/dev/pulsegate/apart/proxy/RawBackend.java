package dev.pulsegate.apart.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.pulsegate.apart.backend.Backend;
import dev.pulsegate.apart.route.Service;

/** A replica that does what a test tells it to, byte by byte. */
final class RawBackend implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final ServerSocket server;
    private final Backend backend;
    private final List<Connection> connections = new ArrayList<>();

    RawBackend(Service service, String name) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        backend = new Backend(service, name, server.getLocalPort());
        backend.setReady(true);
    }

    Backend backend() {
        return backend;
    }

    /** The next connection that comes. */
    Connection accept() {
        try {
            var connection = new Connection(server.accept());
            connections.add(connection);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes away: connections are refused. */
    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Connection {

        private final Socket socket;
        private final DataInputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            this.in = new DataInputStream(socket.getInputStream());
        }

        String readHead() {
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) readByte());
            }
            return head.toString();
        }

        private int readByte() {
            try {
                return in.readUnsignedByte();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] read(int count) {
            try {
                return in.readNBytes(count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads until the proxy ends the connection, by a FIN or a reset. */
        void awaitEnd() {
            try {
                while (in.read() >= 0) {
                    // dropped
                }
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("the connection was not ended", e);
            } catch (IOException reset) {
                // ended all the same
            }
        }

        void say(String text) {
            say(text.getBytes(StandardCharsets.UTF_8));
        }

        void say(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
