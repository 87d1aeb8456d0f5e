package dev.pulsegate.platform.broker;

import java.util.List;
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
public class BrokerConnector implements InboundConnector, OutboundConnector {

    /** The connector's name in a channel's configuration. */
    public static final String NAME = "pulsegate-amqp";

    private final Broker broker;

    BrokerConnector(Broker broker) {
        this.broker = broker;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return new IncomingLink(channel(config), address(config), capabilities(config), broker).messages();
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        boolean durable = config.getOptionalValue("durable", Boolean.class).orElse(false);
        return new OutgoingLink(channel(config), address(config), capabilities(config), durable, broker);
    }

    private static String channel(Config config) {
        return config.getValue("channel-name", String.class);
    }

    private static String address(Config config) {
        return config.getValue("address", String.class);
    }

    private static List<String> capabilities(Config config) {
        return config.getOptionalValue("capabilities", String.class).stream().toList();
    }
}
