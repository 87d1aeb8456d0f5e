package dev.pulsegate.platform.outbox;

import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import org.eclipse.microprofile.reactive.messaging.Emitter;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.broker.Broker;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.task.Tasks;
import dev.pulsegate.platform.trace.Traces;

/** Opens outboxes, has what is due in them published every other second, and shows what waits. */
@ApplicationScoped
public class Outboxes {

    /** What an outbox's emitter is to have room for ({@code @OnOverflow}); what does not fit has its turn again. */
    public static final int BUFFER = 1_000;

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final PlatformConfig config;
    private final ChannelJson json;
    private final Traces traces;
    private final Tasks tasks;
    private final Broker broker;
    private final MeterRegistry registry;
    private final TransactionSynchronizationRegistry transactions;
    private final Executor blocking;

    Outboxes(
            PlatformConfig config,
            ChannelJson json,
            Traces traces,
            Tasks tasks,
            Broker broker,
            MeterRegistry registry,
            TransactionSynchronizationRegistry transactions,
            @VirtualThreads Executor blocking) {
        this.config = config;
        this.json = json;
        this.traces = traces;
        this.tasks = tasks;
        this.broker = broker;
        this.registry = registry;
        this.transactions = transactions;
        this.blocking = blocking;
    }

    /** Opens the outbox in this database for a channel, once and when the service starts: what is due does not wait. */
    public Outbox open(String channel, DataSource dataSource, Emitter<String> emitter) {
        return open(channel, dataSource, "outbox", emitter);
    }

    /** The same for a service's other channel, in a table of its own that is like the first. */
    public Outbox open(String channel, DataSource dataSource, String table, Emitter<String> emitter) {
        var store = new OutboxTable(dataSource, table, config.outbox());
        return new Outbox(channel, store, publish(channel, store, emitter), json, transactions);
    }

    /** The same for what a service keeps in a table of another kind. */
    public OutboxPublisher publish(String channel, OutboxStore store, Emitter<String> emitter) {
        var publisher = new OutboxPublisher(store, emitter, json, traces, () -> isAway(channel), blocking);
        tasks.repeat(channel + "-outbox", PERIOD, publisher::publishDue);
        Gauge.builder("pulsegate.outbox.depth", () -> publisher.waiting().depth())
                .tag("channel", channel)
                .register(registry);
        Gauge.builder(
                        "pulsegate.outbox.oldest.age",
                        () -> publisher.waiting().oldestAge().toMillis() / MILLIS_PER_SECOND)
                .baseUnit("seconds")
                .tag("channel", channel)
                .register(registry);
        return publisher;
    }

    private boolean isAway(String channel) {
        return broker.state(channel + "-out")
                .filter(state -> !state.connected())
                .isPresent();
    }
}
