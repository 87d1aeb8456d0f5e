package dev.pulsegate.platform.broker;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;

import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpSender;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * A channel's writer. A message is settled when the broker has it; one that cannot be sent now, or was not answered when
 * the connection went, is refused at once. Nothing waits here for better times: only the sender knows what is still worth
 * saying then.
 */
final class OutgoingLink extends Link<AmqpSender> implements Flow.Subscriber<Message<?>> {

    /** A broker that lags behind by more is as good as away. */
    private static final int MOST_UNANSWERED = 1_000;

    private final String address;
    private final List<String> capabilities;
    private final boolean durable;
    private final Set<Message<?>> unanswered = Collections.newSetFromMap(new IdentityHashMap<>());

    OutgoingLink(String channel, String address, List<String> capabilities, boolean durable, Broker broker) {
        super(channel, broker);
        this.address = address;
        this.capabilities = capabilities;
        this.durable = durable;
    }

    @Override
    Future<AmqpSender> open(AmqpConnection on) {
        return on.createSender(
                address, new AmqpSenderOptions().setLinkName(channel()).setCapabilities(capabilities));
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

    private void send(Message<?> message) {
        if (attached() == null || unanswered.size() >= MOST_UNANSWERED) {
            refuse(message, new NotConnectedException(channel()));
            return;
        }
        unanswered.add(message);
        var text = String.valueOf(message.getPayload());
        var sent = AmqpMessage.create()
                .address(address)
                .durable(durable)
                .withBody(text)
                .build();
        attached().sendWithAck(sent).onComplete(answer -> broker().run(() -> answered(message, answer)));
    }

    private void answered(Message<?> message, AsyncResult<Void> answer) {
        if (!unanswered.remove(message)) {
            return;
        }
        if (answer.succeeded()) {
            var _ = message.ack();
        } else {
            refuse(message, answer.cause());
        }
    }

    private static void refuse(Message<?> message, Throwable why) {
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
