package dev.pulsegate.platform.outbox;

import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkus.virtual.threads.VirtualThreads;
import org.eclipse.microprofile.reactive.messaging.Emitter;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.task.Tasks;

/** Opens outboxes, and has what is due in them published every other second. */
@ApplicationScoped
public class Outboxes {

    /** What an outbox's emitter is to have room for ({@code @OnOverflow}); what does not fit has its turn again. */
    public static final int BUFFER = 1_000;

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final PlatformConfig config;
    private final ChannelJson json;
    private final Tasks tasks;
    private final TransactionSynchronizationRegistry transactions;
    private final Executor blocking;

    Outboxes(
            PlatformConfig config,
            ChannelJson json,
            Tasks tasks,
            TransactionSynchronizationRegistry transactions,
            @VirtualThreads Executor blocking) {
        this.config = config;
        this.json = json;
        this.tasks = tasks;
        this.transactions = transactions;
        this.blocking = blocking;
    }

    /** Opens the outbox in this database for a channel, once and when the service starts: what is due does not wait. */
    public Outbox open(String channel, DataSource dataSource, Emitter<String> emitter) {
        var table = new OutboxTable(dataSource, config.outbox().repeatInterval());
        var publisher = new OutboxPublisher(table, emitter, blocking);
        tasks.repeat(channel + "-outbox", PERIOD, publisher::publishDue);
        return new Outbox(channel, table, publisher, json, transactions);
    }
}
