package dev.pulsegate.gateway.space;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.contracts.SpaceOperators;
import dev.pulsegate.platform.channel.ChannelJson;

/** What auth-service would hear over AMQP. */
@ApplicationScoped
class HeardOperators {

    private final List<SpaceOperators> messages = new CopyOnWriteArrayList<>();
    private final ChannelJson json;

    HeardOperators(ChannelJson json) {
        this.json = json;
    }

    @Incoming("operators-of-the-test")
    void hear(String message) {
        messages.add(json.read(message, SpaceOperators.class));
    }

    /** Of one space, each version once, in order. */
    List<SpaceOperators> of(String spaceId) {
        return messages.stream()
                .filter(message -> message.spaceId().equals(UUID.fromString(spaceId)))
                .distinct()
                .sorted(java.util.Comparator.comparingLong(SpaceOperators::version))
                .toList();
    }
}
