package dev.pulsegate.apart.broker;

import java.nio.file.Path;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jboss.logging.Logger;

import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * The broker. A message that is sent as durable is on the disk before its sender is told that it was taken, so it outlives
 * the process, however that ends. Topics and queues come to be when they are first used, by the capability {@code topic} or
 * {@code queue} of the link that uses them.
 */
public final class EmbeddedBroker {

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);

    private static final String ACCEPTOR = "amqp";
    private static final String USERNAME = "pulsegate";
    private static final int JOURNAL_FILE_BYTES = 1024 * 1024;
    private static final long MEMORY_BYTES = 32L * 1024 * 1024;
    private static final int DELIVERY_ATTEMPTS = 10;
    private static final long REDELIVERY_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_REDELIVERY_PAUSE_MILLIS = 30_000;

    private final EmbeddedActiveMQ server;
    private final String password;
    private final int port;

    private EmbeddedBroker(EmbeddedActiveMQ server, String password, int port) {
        this.server = server;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts it on any free port of 127.0.0.1.
     *
     * @param folder where it keeps what is durable
     * @throws StartupFailure if it does not start
     */
    public static EmbeddedBroker start(Path folder) {
        var password = DataFolder.randomSecret();
        try {
            var server = new EmbeddedActiveMQ()
                    .setConfiguration(configuration(folder))
                    .setSecurityManager(new OneAccount(USERNAME, password));
            server.start();
            var acceptor =
                    server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
            return new EmbeddedBroker(server, password, acceptor.getActualPort());
        } catch (Exception e) {
            throw new StartupFailure("The broker cannot be started: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(Path folder) throws Exception {
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
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:0?protocols=AMQP")
                .addAddressSetting("#", addressSettings());
    }

    /** What nobody can take is put aside, on an address of its own for each. */
    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setAutoCreateDeadLetterResources(true)
                .setMaxDeliveryAttempts(DELIVERY_ATTEMPTS)
                .setRedeliveryDelay(REDELIVERY_PAUSE_MILLIS)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(LONGEST_REDELIVERY_PAUSE_MILLIS);
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
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The broker did not stop as it should", e);
        }
    }
}
