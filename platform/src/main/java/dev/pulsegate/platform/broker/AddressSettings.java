package dev.pulsegate.platform.broker;

import java.util.List;
import java.util.Optional;

import io.vertx.amqp.AmqpReceiverOptions;
import org.eclipse.microprofile.config.Config;

/**
 * What a channel's configuration says of its address.
 *
 * @param address the AMQP address
 * @param capabilities what it is to the broker: topic or queue
 * @param durable whether the broker is to keep what is written on disk
 * @param subscription the durable subscription to a topic that all replicas of a service read together; empty: each
 *     replica gets what is written while it listens
 * @param deadLetters the address of the queue for what a reader cannot take; empty: the broker is told that it is rejected
 */
record AddressSettings(
        String address, List<String> capabilities, boolean durable, String subscription, String deadLetters) {

    /** An AMQP shared subscription: of all connections, whatever container they are of. */
    private static final List<String> SHARED = List.of("shared", "global");

    static AddressSettings of(Config config) {
        return new AddressSettings(
                config.getValue("address", String.class),
                config.getOptionalValue("capabilities", String.class).stream().toList(),
                config.getOptionalValue("durable", Boolean.class).orElse(false),
                config.getOptionalValue("subscription", String.class).orElse(""),
                config.getOptionalValue("dead-letters", String.class).orElse(""));
    }

    /** The queue for what its reader cannot take, if there is one. */
    Optional<AddressSettings> ofDeadLetters() {
        return deadLetters.isEmpty()
                ? Optional.empty()
                : Optional.of(new AddressSettings(deadLetters, List.of("queue"), true, "", ""));
    }

    /** How a reader of this channel is to be attached. A link's name is the subscription's to the broker. */
    AmqpReceiverOptions receiver(String channel) {
        var options = new AmqpReceiverOptions().setAutoAcknowledgement(false);
        capabilities.forEach(options::addCapability);
        if (subscription.isEmpty()) {
            return options.setLinkName(channel);
        }
        SHARED.forEach(options::addCapability);
        return options.setLinkName(subscription).setDurable(true);
    }
}
