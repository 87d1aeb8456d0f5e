package dev.pulsegate.gateway.audit;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.channel.ChannelJson;

/** What auth-service would hear over AMQP. */
@ApplicationScoped
class HeardEvents {

    private final List<AuditEvent> messages = new CopyOnWriteArrayList<>();
    private final ChannelJson json;

    HeardEvents(ChannelJson json) {
        this.json = json;
    }

    @Incoming("audit-of-the-test")
    void hear(String message) {
        messages.add(json.read(message, AuditEvent.class));
    }

    /** About one thing, each event once, in order. */
    List<AuditEvent> about(String subject) {
        return messages.stream()
                .filter(event -> event.subject().equals(subject))
                .distinct()
                .sorted(Comparator.comparing(AuditEvent::happenedAt))
                .toList();
    }
}
