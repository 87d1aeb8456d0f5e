package dev.pulsegate.ecg.stream;

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

import dev.pulsegate.contracts.StreamOwner;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.outbox.Outbox;
import dev.pulsegate.platform.outbox.OutboxPublisher;

/** Tells auth-service whose the streams are, as it gives out the access keys: the channel {@code stream-owner}. */
@ApplicationScoped
class OwnerNotices {

    private static final int BUFFER = 1_000;
    private static final long MADE = 0;
    private static final long DELETED = 1;

    private final Outbox outbox;
    private final OutboxPublisher publisher;
    private final ChannelJson json;
    private final Event<Noted> noted;

    OwnerNotices(
            @DataSource("ecg") AgroalDataSource dataSource,
            PlatformConfig config,
            ChannelJson json,
            @Channel(StreamOwner.CHANNEL + "-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    Emitter<String> emitter,
            @VirtualThreads Executor blocking,
            Event<Noted> noted) {
        this.outbox = new Outbox(dataSource, config.outbox().repeatInterval());
        this.publisher = new OutboxPublisher(outbox, emitter, blocking);
        this.json = json;
        this.noted = noted;
    }

    /**
     * Fired inside the transaction that makes or deletes a stream.
     *
     * @param entry what to publish after the commit
     */
    record Noted(Outbox.Entry entry) {}

    /** Notes that a stream was made, as part of the present transaction. */
    void made(StreamEntity stream) {
        note(stream, MADE);
    }

    /** Notes that a stream will be no more, as part of the present transaction. */
    void deleted(StreamEntity stream) {
        note(stream, DELETED);
    }

    private void note(StreamEntity stream, long version) {
        boolean deleted = version == DELETED;
        var message = new StreamOwner(Uuid7.next(), stream.id, stream.accountId, deleted);
        var entry = new Outbox.Entry(stream.id, version, json.write(message));
        try {
            outbox.put(entry, deleted);
        } catch (SQLException e) {
            throw new IllegalStateException("Whose a stream is cannot be noted", e);
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
