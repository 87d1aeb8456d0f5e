package dev.pulsegate.testkit.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An AMQP broker on a free port of 127.0.0.1. It keeps nothing on disk and asks for no password unless told to; topics and
 * queues come to be when they are first used, by the capability {@code topic} or {@code queue} of the link that uses them. It
 * can be stopped and started again on the same port, to see what an outage does, and comes back empty.
 */
public final class AmqpBroker implements AutoCloseable {

    /** The queue where the broker puts what is rejected, if somebody has asked for it before. */
    public static final String REJECTED = "rejected";

    private final int port = freePort();
    private Gate gate = Gate.OPEN;
    private String transport = "";
    private EmbeddedActiveMQ server;

    /** Lets only this user in, from the next start on, and to all but one address. */
    public synchronized void guard(String user, String password, String refusedAddress) {
        gate = new Gate(user, password, refusedAddress);
    }

    /** Speaks TLS from the next start on, with the key and certificate in a PKCS #12 file. */
    public synchronized void speakTls(Path keyStore, String password) {
        transport = ";sslEnabled=true;keyStorePath=%s;keyStorePassword=%s".formatted(keyStore, password);
    }

    /** Starts the broker. */
    public synchronized void start() {
        var configuration = new ConfigurationImpl()
                .setName("test")
                .setPersistenceEnabled(false)
                .setSecurityEnabled(!gate.equals(Gate.OPEN))
                .setJMXManagementEnabled(false)
                .setGracefulShutdownEnabled(false)
                // As docs/channels.md asks of a real one.
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setAutoDeleteQueues(false)
                                .setAutoDeleteAddresses(false)
                                .setMaxDeliveryAttempts(-1)
                                .setDeadLetterAddress(SimpleString.of(REJECTED)));
        var started = new EmbeddedActiveMQ().setConfiguration(configuration).setSecurityManager(gate);
        try {
            configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP" + transport);
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
