package dev.pulsegate.worker.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP relay before a gateway, to be cut like a cable, or to swallow what is sent like one that hangs in the air. */
public final class Wire implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private volatile boolean silent;

    /** A wire to a port of this machine. */
    public Wire(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        // Small: what is not read at one end is soon noticed at the other.
        listening.setReceiveBufferSize(BUFFER_BYTES);
        Thread.ofVirtual().start(this::accept);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Breaks all connections, with no close frame and no goodbye. */
    public void cut() {
        sockets.forEach(Wire::reset);
        sockets.clear();
    }

    /** Whoever is at the other end is told nothing but that the connection is no more. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // it was closed from the other side at the same time
        }
    }

    /** Whether what is sent is swallowed from now on. */
    public void silent(boolean swallow) {
        silent = swallow;
    }

    private void accept() {
        try {
            while (true) {
                var near = listening.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                far.setSendBufferSize(BUFFER_BYTES);
                sockets.addAll(List.of(near, far));
                Thread.ofVirtual().start(() -> copy(near, far));
                Thread.ofVirtual().start(() -> copy(far, near));
            }
        } catch (IOException closed) {
            // no more connections
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[16 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException broken) {
            // both ends are closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
