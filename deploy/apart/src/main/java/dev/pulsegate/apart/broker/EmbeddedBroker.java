package dev.pulsegate.apart.broker;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jboss.logging.Logger;

import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.StartupFailure;
import dev.pulsegate.platform.task.Backoff;

/**
 * The broker. A message that is sent as durable is on the disk before its sender is told that it was taken, so it outlives
 * the process, however that ends. Topics and queues come to be when they are first used, by the capability {@code topic} or
 * {@code queue} of the link that uses them.
 */
public final class EmbeddedBroker {

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);

    private static final String ACCEPTOR = "amqp";
    private static final String REJECTED = "DLQ";
    private static final String USERNAME = "pulsegate";
    private static final int JOURNAL_FILE_BYTES = 1024 * 1024;
    private static final long MEMORY_BYTES = 32L * 1024 * 1024;

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Path folder;
    private final String password = DataFolder.randomSecret();
    private final int port;
    private final Thread supervisor;
    private EmbeddedActiveMQ server;
    private volatile boolean stopped;

    private EmbeddedBroker(Path folder) {
        this.folder = folder;
        try {
            this.server = startServer(0);
        } catch (Exception e) {
            throw new StartupFailure("The broker cannot be started: " + e.getMessage(), e);
        }
        this.port = server.getActiveMQServer()
                .getRemotingService()
                .getAcceptor(ACCEPTOR)
                .getActualPort();
        this.supervisor = Thread.ofPlatform().daemon().name("broker-supervisor").unstarted(this::supervise);
    }

    /**
     * Starts it on any free port of 127.0.0.1. One that ends by itself, as it does when it cannot write, is started again on
     * the same port.
     *
     * @param folder where it keeps what is durable
     * @throws StartupFailure if it does not start
     */
    public static EmbeddedBroker start(Path folder) {
        var broker = new EmbeddedBroker(folder);
        broker.supervisor.start();
        return broker;
    }

    private EmbeddedActiveMQ startServer(int onPort) throws Exception {
        var started = new EmbeddedActiveMQ()
                .setConfiguration(configuration(folder, onPort))
                .setSecurityManager(new OneAccount(USERNAME, password));
        started.start();
        return started;
    }

    private void supervise() {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        try {
            while (!stopped) {
                Thread.sleep(LOOK_EVERY);
                if (!stopped && !server.getActiveMQServer().isStarted()) {
                    LOG.error("The broker has ended and is started again");
                    Thread.sleep(pauses.next());
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("The broker is not looked after any more", e);
        }
    }

    private void startAgain() {
        try {
            server.stop();
            server = startServer(port);
            LOG.info("The broker runs again");
        } catch (Exception e) {
            LOG.errorf("The broker cannot be started, which is tried again: %s", e.getMessage());
        }
    }

    private static Configuration configuration(Path folder, int onPort) throws Exception {
        return new ConfigurationImpl()
                .setName("pulsegate")
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setJournalDirectory(folder.resolve("journal").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(2)
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .setGracefulShutdownEnabled(false)
                .setGlobalMaxSize(MEMORY_BYTES)
                // A full disk is the database's to notice first: it stops writing while there is room for others.
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:" + onPort + "?protocols=AMQP")
                .addAddressSetting("#", addressSettings())
                .addAddressConfiguration(rejected());
    }

    /** As docs/channels.md asks of every broker: whoever reads a message counts its attempts, and puts it aside itself. */
    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setMaxDeliveryAttempts(-1)
                .setDeadLetterAddress(SimpleString.of(REJECTED));
    }

    private static CoreAddressConfiguration rejected() {
        return new CoreAddressConfiguration()
                .setName(REJECTED)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(REJECTED).setRoutingType(RoutingType.ANYCAST));
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Whom to sign in as. */
    public String username() {
        return USERNAME;
    }

    /** The password: another one at every start. */
    public String password() {
        return password;
    }

    /** Stops it; what is durable is there at the next start. */
    public void stop() {
        stopped = true;
        supervisor.interrupt();
        try {
            supervisor.join();
            server.stop();
        } catch (Exception e) {
            LOG.warn("The broker did not stop as it should", e);
        }
    }
}
