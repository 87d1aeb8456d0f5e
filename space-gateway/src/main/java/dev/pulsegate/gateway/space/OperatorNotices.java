package dev.pulsegate.gateway.space;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.contracts.SpaceOperators;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.outbox.Outbox;
import dev.pulsegate.platform.outbox.Outboxes;

/** Tells auth-service of the spaces' operators, as it gives out the access keys: the channel {@code space-operators}. */
@Startup
@ApplicationScoped
class OperatorNotices {

    private final Outbox outbox;

    OperatorNotices(
            @DataSource("gateway") AgroalDataSource dataSource,
            @Channel(SpaceOperators.CHANNEL + "-out")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = Outboxes.BUFFER)
                    Emitter<String> emitter,
            Outboxes outboxes) {
        this.outbox = outboxes.open(SpaceOperators.CHANNEL, dataSource, emitter);
    }

    /** Notes a space as it is now, as part of the present transaction. */
    void changed(Space space) {
        outbox.tell(space.id(), space.version(), message(space, space.version(), false));
    }

    /** Notes that a space will be no more, as part of the present transaction. */
    void deleted(Space space) {
        long version = space.version() + 1L;
        outbox.tellLast(space.id(), version, message(space, version, true));
    }

    private static SpaceOperators message(Space space, long version, boolean deleted) {
        return new SpaceOperators(Uuid7.next(), space.id(), version, space.name(), space.operators(), deleted);
    }
}
