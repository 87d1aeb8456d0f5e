package dev.pulsegate.ecg.it;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.contracts.StreamOwner;
import dev.pulsegate.platform.channel.ChannelJson;

/** What auth-service would hear over AMQP. */
@ApplicationScoped
class HeardOwners {

    private final List<StreamOwner> messages = new CopyOnWriteArrayList<>();
    private final ChannelJson json;

    HeardOwners(ChannelJson json) {
        this.json = json;
    }

    @Incoming("owners-of-the-test")
    void hear(String message) {
        messages.add(json.read(message, StreamOwner.class));
    }

    /** Of one stream. */
    List<StreamOwner> of(String stream) {
        return messages.stream()
                .filter(message -> message.streamId().equals(UUID.fromString(stream)))
                .toList();
    }
}
