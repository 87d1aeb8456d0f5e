package dev.pulsegate.platform.broker;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;

import io.opentelemetry.api.trace.Span;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpSender;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.pulsegate.platform.broker.ChannelMetrics.Outcome;
import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.trace.ChannelSpans;

/**
 * A channel's writer. A message is settled when the broker has it; one that cannot be sent now, or was not answered when
 * the connection went, is refused at once. Nothing waits here for better times: only the sender knows what is still worth
 * saying then.
 */
final class OutgoingLink extends Link<AmqpSender> implements Flow.Subscriber<Message<?>> {

    /** A broker that lags behind by more is as good as away. */
    private static final int MOST_UNANSWERED = 1_000;

    private final AddressSettings settings;
    private final ChannelMetrics metrics;
    private final Set<Message<?>> unanswered = Collections.newSetFromMap(new IdentityHashMap<>());

    OutgoingLink(String channel, AddressSettings settings, Broker broker) {
        super(channel, broker);
        this.settings = settings;
        this.metrics = new ChannelMetrics(broker.registry(), channel, Outcome.SENT, Outcome.FAILED);
    }

    @Override
    Future<AmqpSender> open(AmqpConnection on) {
        return on.createSender(
                settings.address(),
                new AmqpSenderOptions().setLinkName(channel()).setCapabilities(settings.capabilities()));
    }

    @Override
    void begin(AmqpSender link, Runnable lost) {
        link.exceptionHandler(failure -> lost.run());
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        broker().join(this);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Message<?> message) {
        broker().run(() -> send(message));
    }

    /** Sends a message now or refuses it; on the event loop. */
    void send(Message<?> message) {
        var text = String.valueOf(message.getPayload());
        if (attached() == null || unanswered.size() >= MOST_UNANSWERED) {
            refuse(message, new NotConnectedException(channel()));
        } else if (text.length() > broker().maxMessage()) {
            refuse(
                    message,
                    new IllegalArgumentException("a message on channel %s is longer than %d characters"
                            .formatted(channel(), broker().maxMessage())));
        } else {
            unanswered.add(message);
            var headers = ChannelHeaders.of(message);
            var span = broker().spans().send(settings.address(), headers);
            var sent = amqp(text, ChannelSpans.belonging(headers, span.getSpanContext()));
            attached().sendWithAck(sent).onComplete(answer -> broker().run(() -> answered(message, answer, span)));
        }
    }

    private AmqpMessage amqp(String text, ChannelHeaders headers) {
        var message = AmqpMessage.create()
                .address(settings.address())
                .durable(settings.durable())
                .creationTime(System.currentTimeMillis())
                .applicationProperties(new JsonObject(Map.copyOf(headers.properties())))
                .withBody(text);
        return (headers.messageId().isEmpty() ? message : message.id(headers.messageId())).build();
    }

    private void answered(Message<?> message, AsyncResult<Void> answer, Span span) {
        if (!unanswered.remove(message)) {
            return;
        }
        if (answer.succeeded()) {
            span.end();
            metrics.count(Outcome.SENT);
            var _ = message.ack();
        } else {
            ChannelSpans.failed(span, answer.cause());
            refuse(message, answer.cause());
        }
    }

    private void refuse(Message<?> message, Throwable why) {
        metrics.count(Outcome.FAILED);
        var _ = message.nack(why);
    }

    @Override
    void end() {
        var lost = List.copyOf(unanswered);
        unanswered.clear();
        lost.forEach(message -> refuse(message, new NotConnectedException(channel())));
    }

    @Override
    public void onError(Throwable failure) {
        // The writing side logs its own failure.
    }

    @Override
    public void onComplete() {
        // The process stops.
    }
}
