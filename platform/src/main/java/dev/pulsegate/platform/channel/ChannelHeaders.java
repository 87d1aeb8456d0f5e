package dev.pulsegate.platform.channel;

import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * What travels beside a message's text: AMQP's {@code message-id} and application properties. It is metadata of the Reactive
 * Messaging message at both ends of a channel, and a method that takes messages can have it as a second parameter.
 *
 * @param messageId identifies the message, empty where the writer gave it none
 * @param properties what else the writer says, such as {@code traceparent}
 */
public record ChannelHeaders(String messageId, Map<String, String> properties) {

    /** Of a message that has none. */
    public static final ChannelHeaders NONE = new ChannelHeaders("", Map.of());

    /** Keeps a copy. */
    public ChannelHeaders {
        properties = Map.copyOf(properties);
    }

    /** Those that a message carries. */
    public static ChannelHeaders of(Message<?> message) {
        return message.getMetadata(ChannelHeaders.class).orElse(NONE);
    }

    /** These and one property more. */
    public ChannelHeaders with(String name, String value) {
        var more = new TreeMap<>(properties);
        more.put(name, value);
        return new ChannelHeaders(messageId, more);
    }
}
