package dev.pulsegate.gateway.audit;

import java.sql.Connection;
import java.sql.SQLException;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditLines;
import dev.pulsegate.platform.outbox.Outbox;
import dev.pulsegate.platform.outbox.Outboxes;

/** Tells auth-service what people did, by the channel {@code audit-event}, and the log. Blocks on the database. */
@Startup
@ApplicationScoped
public class AuditNotices {

    private static final String SERVICE = "space-gateway";

    private final Outbox outbox;
    private final AuditLines lines;

    AuditNotices(
            @DataSource("gateway") AgroalDataSource dataSource,
            @Channel(AuditEvent.CHANNEL + "-out")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = Outboxes.BUFFER)
                    Emitter<String> emitter,
            Outboxes outboxes,
            AuditLines lines) {
        this.outbox = outboxes.open(AuditEvent.CHANNEL, dataSource, "audit_outbox", emitter);
        this.lines = lines;
    }

    /** Notes what the present transaction does. */
    public void record(AuditEntry entry) {
        var event = entry.event(SERVICE);
        outbox.tellLast(event.messageId(), 0, event);
        lines.writeAfterCommit(event);
    }

    /**
     * Notes what is done by the transaction of this connection, which the caller ends.
     *
     * @return what to do once it is committed
     */
    public Runnable record(Connection connection, AuditEntry entry) throws SQLException {
        var event = entry.event(SERVICE);
        var publish = outbox.tellLast(connection, event.messageId(), 0, event);
        return () -> {
            publish.run();
            lines.write(event);
        };
    }
}
