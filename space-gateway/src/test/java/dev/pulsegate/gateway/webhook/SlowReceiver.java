package dev.pulsegate.gateway.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A receiver of webhooks that begins an answer and goes on with a byte now and then, for as long as it is let. */
final class SlowReceiver implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String begin;
    private int open;
    private int mostAtOnce;
    private int connections;

    SlowReceiver(String begin) throws IOException {
        this.begin = begin;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        count(1);
        try (socket) {
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            if (begin.isEmpty()) {
                while (socket.getInputStream().read() >= 0) {
                    // until the other side has enough
                }
            }
            while (true) {
                socket.getOutputStream().write('x');
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (IOException cut) {
            // as it should be
        } finally {
            count(-1);
        }
    }

    private synchronized void count(int change) {
        open += change;
        connections += Math.max(0, change);
        mostAtOnce = Math.max(mostAtOnce, open);
    }

    /** The most connections there were at the same time. */
    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    private synchronized int connections() {
        return connections;
    }

    /** Waits until there have been so many connections. */
    void awaitConnections(int count) {
        Eventually.holds(Duration.ofSeconds(20), () -> assertThat(connections()).isGreaterThanOrEqualTo(count));
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
