package dev.pulsegate.ecg.stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.contracts.StreamOwner;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.outbox.Outbox;
import dev.pulsegate.platform.outbox.Outboxes;

/** Tells auth-service whose the streams are, as it gives out the access keys: the channel {@code stream-owner}. */
@Startup
@ApplicationScoped
class OwnerNotices {

    private static final long MADE = 0;
    private static final long DELETED = 1;

    private final Outbox outbox;

    OwnerNotices(
            @DataSource("ecg") AgroalDataSource dataSource,
            @Channel(StreamOwner.CHANNEL + "-out")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = Outboxes.BUFFER)
                    Emitter<String> emitter,
            Outboxes outboxes) {
        this.outbox = outboxes.open(StreamOwner.CHANNEL, dataSource, emitter);
    }

    /** Notes that a stream was made, as part of the present transaction. */
    void made(StreamEntity stream) {
        outbox.tell(stream.id, MADE, new StreamOwner(Uuid7.next(), stream.id, stream.accountId, false));
    }

    /** Notes that a stream will be no more, as part of the present transaction. */
    void deleted(StreamEntity stream) {
        outbox.tellLast(stream.id, DELETED, new StreamOwner(Uuid7.next(), stream.id, stream.accountId, true));
    }
}
