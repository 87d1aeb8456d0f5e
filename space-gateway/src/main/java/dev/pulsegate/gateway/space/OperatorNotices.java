package dev.pulsegate.gateway.space;

import java.sql.SQLException;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.contracts.SpaceOperators;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.outbox.Outbox;
import dev.pulsegate.platform.outbox.OutboxPublisher;

/** Tells auth-service of the spaces' operators, as it gives out the access keys: the channel {@code space-operators}. */
@ApplicationScoped
class OperatorNotices {

    private static final int BUFFER = 1_000;

    private final Outbox outbox;
    private final OutboxPublisher publisher;
    private final ChannelJson json;
    private final Event<Noted> noted;

    OperatorNotices(
            @DataSource("gateway") AgroalDataSource dataSource,
            PlatformConfig config,
            ChannelJson json,
            @Channel(SpaceOperators.CHANNEL + "-out")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    Emitter<String> emitter,
            @VirtualThreads Executor blocking,
            Event<Noted> noted) {
        this.outbox = new Outbox(dataSource, config.outbox().repeatInterval());
        this.publisher = new OutboxPublisher(outbox, emitter, blocking);
        this.json = json;
        this.noted = noted;
    }

    /**
     * Fired inside the transaction that changes a space.
     *
     * @param entry what to publish after the commit
     */
    record Noted(Outbox.Entry entry) {}

    /** Notes a space as it is now, as part of the present transaction. */
    void changed(Space space) {
        note(space, space.version(), false);
    }

    /** Notes that a space will be no more, as part of the present transaction. */
    void deleted(Space space) {
        note(space, space.version() + 1L, true);
    }

    private void note(Space space, long version, boolean deleted) {
        var message = new SpaceOperators(Uuid7.next(), space.id(), version, space.name(), space.operators(), deleted);
        var entry = new Outbox.Entry(space.id(), version, json.write(message));
        try {
            outbox.put(entry, deleted);
        } catch (SQLException e) {
            throw new IllegalStateException("What is to be told of a space cannot be noted", e);
        }
        noted.fire(new Noted(entry));
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Noted committed) {
        publisher.publish(committed.entry());
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    @RunOnVirtualThread
    void publishDue() throws SQLException {
        publisher.publishDue();
    }
}
