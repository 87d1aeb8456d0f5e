package dev.pulsegate.testkit.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * An AMQP broker on a free port of 127.0.0.1. It keeps nothing on disk and asks for no password; topics and queues come
 * to be when they are first used, by the capability {@code topic} or {@code queue} of the link that uses them. It can be
 * stopped and started again on the same port, to see what an outage does.
 */
public final class AmqpBroker implements AutoCloseable {

    private final int port = freePort();
    private EmbeddedActiveMQ server;

    /** Starts the broker. */
    public synchronized void start() {
        var configuration = new ConfigurationImpl()
                .setName("test")
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setGracefulShutdownEnabled(false);
        var started = new EmbeddedActiveMQ().setConfiguration(configuration);
        try {
            configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP");
            started.start();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not start", e);
        }
        server = started;
    }

    /** Stops the broker and forgets every message; its clients lose their connections. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        } finally {
            server = null;
        }
    }

    /** Returns the configuration by which SmallRye's AMQP connector finds the broker. */
    public Map<String, String> configuration() {
        return Map.of(
                "amqp-host", "127.0.0.1",
                "amqp-port", Integer.toString(port),
                "amqp-reconnect-interval", "1");
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
