package dev.pulsegate.platform.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiver;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.core.Future;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** A channel's reader: hands on as many messages as are asked for, and settles each when its reader is done with it. */
final class IncomingLink extends Link<AmqpReceiver> {

    private static final Logger LOG = Logger.getLogger(IncomingLink.class);

    /** The broker sends that many ahead. */
    private static final int MOST_AHEAD = 100;

    private final String address;
    private final List<String> capabilities;
    private MultiEmitter<? super Message<?>> reader;
    private long wanted;

    IncomingLink(String channel, String address, List<String> capabilities, Broker broker) {
        super(channel, broker);
        this.address = address;
        this.capabilities = capabilities;
    }

    /** The messages, from when somebody asks for them on. */
    Multi<Message<?>> messages() {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            broker().run(() -> reader = emitter);
                            emitter.onRequest(count -> broker().run(() -> want(count)));
                            // Whoever subscribes may have asked before there was anybody to ask.
                            long asked = emitter.requested();
                            broker().run(() -> want(asked));
                            broker().join(this);
                        },
                        BackPressureStrategy.BUFFER);
    }

    private void want(long count) {
        if (count == 0) {
            return;
        }
        wanted = count > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + count;
        if (attached() != null) {
            attached().fetch(count);
        }
    }

    @Override
    Future<AmqpReceiver> open(AmqpConnection on) {
        return on.createReceiver(
                address,
                new AmqpReceiverOptions()
                        .setLinkName(channel())
                        .setCapabilities(capabilities)
                        .setAutoAcknowledgement(false)
                        .setMaxBufferedMessages(MOST_AHEAD));
    }

    @Override
    void begin(AmqpReceiver link, Runnable lost) {
        link.exceptionHandler(failure -> lost.run());
        link.endHandler(ended -> lost.run());
        link.pause();
        link.handler(message -> receive(link, message));
        if (wanted > 0) {
            link.fetch(wanted);
        }
    }

    private void receive(AmqpReceiver from, AmqpMessage message) {
        if (wanted != Long.MAX_VALUE) {
            wanted--;
        }
        reader.emit(Message.of(text(message), () -> settle(from, message), failure -> settle(from, message)));
    }

    private String text(AmqpMessage message) {
        try {
            return message.isBodyNull() ? "" : message.bodyAsString();
        } catch (ClassCastException e) {
            LOG.warnf("A message on channel %s is no text: %s", channel(), e.getMessage());
            return "";
        }
    }

    /** One that cannot be read is settled as well: it would come again for ever, and be no better. */
    private CompletionStage<Void> settle(AmqpReceiver from, AmqpMessage message) {
        broker().run(() -> {
            if (from.equals(attached())) {
                message.accepted();
            }
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    void end() {
        // The broker sends again what was not settled, where it keeps it at all.
    }
}
