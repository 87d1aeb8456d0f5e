package dev.pulsegate.platform.broker;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * Where a channel's reader puts what it cannot take: a queue beside the channel, written by us rather than by the broker,
 * so that it says why, and is the same on every broker. A message leaves the channel once it is there.
 */
final class DeadLetters {

    /** The application property that says why. */
    static final String REASON = "pulsegate_reason";

    /** The application property that says where it was read. */
    static final String CHANNEL = "pulsegate_channel";

    /** The application property that says when it was put aside. */
    static final String AT = "pulsegate_put_aside_at";

    private final String channel;
    private final OutgoingLink queue;

    DeadLetters(String channel, AddressSettings settings, Broker broker) {
        this.channel = channel;
        this.queue = new OutgoingLink(channel + "-dead-letters", settings, broker);
    }

    /** Asks the broker for the queue, so that one that may not be had is seen before it is needed. */
    void open() {
        queue.broker().join(queue);
    }

    /** Puts a message there; fails while the broker does not take it. On the broker's event loop. */
    CompletionStage<Void> put(Delivery delivery, String reason) {
        var put = new CompletableFuture<Void>();
        var headers = delivery.headers()
                .with(REASON, reason)
                .with(CHANNEL, channel)
                .with(AT, Instant.now().toString());
        queue.send(Message.of(
                delivery.text(),
                Metadata.of(headers),
                () -> {
                    put.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    put.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return put;
    }
}
