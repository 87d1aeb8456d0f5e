package dev.pulsegate.platform.broker;

import java.util.concurrent.Flow;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Reactive Messaging over AMQP 1.0 for channels that last as long as the process. SmallRye's own AMQP connector ends a
 * channel for good after so many attempts, and after so many losses in all; see decision 0011.
 */
@ApplicationScoped
@Connector(BrokerConnector.NAME)
@ConnectorAttribute(
        name = "address",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "The AMQP address",
        mandatory = true)
@ConnectorAttribute(
        name = "capabilities",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "What the address is to the broker: topic or queue")
@ConnectorAttribute(
        name = "durable",
        type = "boolean",
        direction = Direction.OUTGOING,
        description = "Whether the broker is to keep messages on disk",
        defaultValue = "false")
@ConnectorAttribute(
        name = "subscription",
        type = "string",
        direction = Direction.INCOMING,
        description = "The durable subscription that all replicas share; without, each reads what is written meanwhile")
@ConnectorAttribute(
        name = "dead-letters",
        type = "string",
        direction = Direction.INCOMING,
        description = "The address of the queue for what cannot be taken; without, it is rejected")
public class BrokerConnector implements InboundConnector, OutboundConnector {

    /** The connector's name in a channel's configuration. */
    public static final String NAME = "pulsegate-amqp";

    private final Broker broker;

    BrokerConnector(Broker broker) {
        this.broker = broker;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return new IncomingLink(channel(config), AddressSettings.of(config), broker).messages();
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return new OutgoingLink(channel(config), AddressSettings.of(config), broker);
    }

    private static String channel(Config config) {
        return config.getValue("channel-name", String.class);
    }
}
