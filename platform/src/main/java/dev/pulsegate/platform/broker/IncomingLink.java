package dev.pulsegate.platform.broker;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiver;
import io.vertx.core.Future;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.broker.ChannelMetrics.Outcome;
import dev.pulsegate.platform.storage.DatabaseAway;
import dev.pulsegate.platform.storage.DiskFull;
import dev.pulsegate.platform.storage.SqlCauses;
import dev.pulsegate.platform.trace.ChannelSpans;

/**
 * A channel's reader: hands on as many messages as are asked for, and settles each when whoever takes them is done with it.
 * One it fails with is handed on again after growing pauses, beside those behind it, and put aside after so many attempts;
 * one that cannot be read is put aside at once. While a database is away that is no message's fault: it is tried for as long
 * as that takes, and as few are taken from the broker as may be under way here, so the rest waits there.
 */
final class IncomingLink extends Link<AmqpReceiver> {

    private static final Logger LOG = Logger.getLogger(IncomingLink.class);

    /** The broker sends that many ahead. Few, so that a replica that stands still keeps little from the others. */
    private static final int MOST_AHEAD = 16;

    /** So many may be under way, those that wait for their next attempt included. */
    private static final int MOST_UNSETTLED = 128;

    private final AddressSettings settings;

    /** Null where the channel has none. */
    private final DeadLetters deadLetters;

    private final ChannelMetrics metrics;
    private final Set<Delivery> unsettled = ConcurrentHashMap.newKeySet();
    private MultiEmitter<? super Message<?>> reader;

    /** How many messages the reader has asked for and not got. */
    private long wanted;

    /** How many of them the present link has been asked for. */
    private long fetched;

    /** Whether it was said that one fails, and one that has failed is here still. */
    private boolean failing;

    IncomingLink(String channel, AddressSettings settings, Broker broker) {
        super(channel, broker);
        this.settings = settings;
        this.deadLetters = settings.ofDeadLetters()
                .map(queue -> new DeadLetters(channel, queue, broker))
                .orElse(null);
        this.metrics =
                new ChannelMetrics(broker.registry(), channel, Outcome.RECEIVED, Outcome.FAILED, Outcome.PUT_ASIDE);
        metrics.showLag(this::oldestMillis);
    }

    private long oldestMillis() {
        return unsettled.stream()
                .mapToLong(delivery -> delivery.age().toMillis())
                .max()
                .orElse(0);
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
                            if (deadLetters != null) {
                                deadLetters.open();
                            }
                        },
                        BackPressureStrategy.BUFFER);
    }

    private void want(long count) {
        wanted = count > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + count;
        fetch();
    }

    private void fetch() {
        long more = Math.min(wanted, MOST_UNSETTLED - unsettled.size()) - fetched;
        if (attached() != null && more > 0) {
            fetched += more;
            attached().fetch(more);
        }
    }

    @Override
    Future<AmqpReceiver> open(AmqpConnection on) {
        return on.createReceiver(
                settings.address(), settings.receiver(channel()).setMaxBufferedMessages(MOST_AHEAD));
    }

    @Override
    void begin(AmqpReceiver link, Runnable lost) {
        link.exceptionHandler(failure -> lost.run());
        link.endHandler(ended -> lost.run());
        link.pause();
        link.handler(message -> receive(link, message));
        fetch();
    }

    private void receive(AmqpReceiver from, AmqpMessage message) {
        if (!from.equals(attached())) {
            return;
        }
        var delivery = new Delivery(from, message, broker().newBackoff());
        fetched--;
        unsettled.add(delivery);
        metrics.count(Outcome.RECEIVED);
        if (delivery.text().length() > broker().maxMessage()) {
            reject(delivery, "longer than " + broker().maxMessage() + " characters");
        } else {
            handOn(delivery);
        }
    }

    private void handOn(Delivery delivery) {
        if (wanted != Long.MAX_VALUE) {
            wanted--;
        }
        var headers = delivery.headers();
        var span = broker().spans().process(settings.address(), headers);
        reader.emit(Message.of(
                delivery.text(),
                Metadata.of(headers),
                () -> {
                    span.end();
                    return inTurn(delivery, () -> taken(delivery));
                },
                failure -> {
                    ChannelSpans.failed(span, failure);
                    return inTurn(delivery, () -> failed(delivery, failure));
                }));
    }

    /** Does something with a message on the event loop; if its link is gone it will come again, and nothing is done. */
    private CompletionStage<Void> inTurn(Delivery delivery, Runnable work) {
        broker().run(() -> {
            if (delivery.from().equals(attached())) {
                work.run();
            }
        });
        return CompletableFuture.completedFuture(null);
    }

    private void taken(Delivery delivery) {
        delivery.accept();
        settled(delivery);
    }

    private void settled(Delivery delivery) {
        unsettled.remove(delivery);
        if (failing && unsettled.stream().noneMatch(Delivery::hasFailed)) {
            failing = false;
            LOG.infof("Channel %s: no message fails any more", channel());
        }
        fetch();
    }

    private void failed(Delivery delivery, Throwable failure) {
        metrics.count(Outcome.FAILED);
        delivery.failed(!isOfTheDatabase(failure));
        if (Poison.isReasonOf(failure)) {
            putAside(delivery, Poison.reason(failure));
        } else if (delivery.attempts() >= broker().attempts()) {
            putAside(delivery, "failed %d times: %s".formatted(broker().attempts(), Poison.reason(failure)));
        } else {
            if (!failing) {
                failing = true;
                LOG.warnf(
                        "Channel %s: message %s could not be taken, and is tried again: %s",
                        channel(), delivery.id(), Poison.reason(failure));
            }
            later(delivery, () -> handOn(delivery));
        }
    }

    /** It is away or has no room: that is as bad for any other message, and passes. */
    private static boolean isOfTheDatabase(Throwable failure) {
        return DatabaseAway.isReasonOf(failure) || SqlCauses.any(failure, DiskFull::isSaidBy);
    }

    private void later(Delivery delivery, Runnable work) {
        broker().afterAbout(delivery.nextPause(), () -> {
            if (delivery.from().equals(attached())) {
                work.run();
            }
        });
    }

    /** While the queue for it cannot be reached, the message stays here. */
    private void putAside(Delivery delivery, String reason) {
        if (deadLetters == null) {
            reject(delivery, reason);
            return;
        }
        deadLetters
                .put(delivery, reason)
                .whenComplete((_, failure) -> inTurn(delivery, () -> {
                    if (failure == null) {
                        delivery.accept();
                        given(delivery, reason);
                    } else {
                        later(delivery, () -> putAside(delivery, reason));
                    }
                }));
    }

    private void reject(Delivery delivery, String reason) {
        delivery.reject();
        given(delivery, reason);
    }

    private void given(Delivery delivery, String reason) {
        metrics.count(Outcome.PUT_ASIDE);
        LOG.warnf("Channel %s: message %s was put aside: %s", channel(), delivery.id(), reason);
        settled(delivery);
    }

    @Override
    void end() {
        // The broker sends again what was not settled, where it keeps it at all.
        unsettled.clear();
        fetched = 0;
        failing = false;
    }
}
