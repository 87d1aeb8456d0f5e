package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;

import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiver;

import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.task.Backoff;

/** A message that came and is not done with. Used on the broker's event loop, but for what never changes. */
final class Delivery {

    private final AmqpReceiver from;
    private final AmqpMessage message;
    private final String text;
    private final Instant writtenAt;
    private final Backoff pauses;
    private int failures;

    /** @param pauses between one attempt of its reader and the next */
    Delivery(AmqpReceiver from, AmqpMessage message, Backoff pauses) {
        this.from = from;
        this.message = message;
        this.text = text(message);
        this.writtenAt = message.creationTime() > 0 ? Instant.ofEpochMilli(message.creationTime()) : Instant.now();
        this.pauses = pauses;
    }

    /** What is no text, or not there, no reader can read either. */
    private static String text(AmqpMessage message) {
        try {
            return message.isBodyNull() ? "" : message.bodyAsString();
        } catch (ClassCastException | IllegalStateException e) {
            return "";
        }
    }

    /** The link it came by; on another one it comes again. */
    AmqpReceiver from() {
        return from;
    }

    String text() {
        return text;
    }

    ChannelHeaders headers() {
        var properties = message.applicationProperties();
        var texts = new HashMap<String, String>();
        if (properties != null) {
            properties.forEach(property -> texts.put(property.getKey(), String.valueOf(property.getValue())));
        }
        return new ChannelHeaders(id(), texts);
    }

    String id() {
        return message.id() == null ? "" : message.id();
    }

    Duration age() {
        return Duration.between(writtenAt, Instant.now());
    }

    /** Its reader has failed with it; returns how often by now. */
    int failed() {
        return ++failures;
    }

    Duration nextPause() {
        return pauses.next();
    }

    void accept() {
        message.accepted();
    }

    /** The broker may have a place of its own for what is rejected. */
    void reject() {
        message.rejected();
    }
}
