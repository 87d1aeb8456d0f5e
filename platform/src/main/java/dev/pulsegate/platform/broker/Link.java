package dev.pulsegate.platform.broker;

import java.time.Instant;

import io.vertx.amqp.AmqpConnection;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.task.Backoff;

/**
 * One channel's end of the connection. It is attached whenever there is a connection, and again, with growing pauses, after
 * the broker has refused it or taken it away. Everything happens on the broker's event loop, but for {@link #state}.
 *
 * @param <T> the client library's link
 */
abstract class Link<T> {

    private static final Logger LOG = Logger.getLogger(Link.class);

    private final String channel;
    private final Broker broker;
    private final Backoff pauses;
    private AmqpConnection connection;
    private T attached;
    private int attempts;

    /** Why the broker has refused it, empty once it was there since. */
    private String saidWhy = "";

    private volatile ChannelState state = new ChannelState(false, Instant.now());

    Link(String channel, Broker broker) {
        this.channel = channel;
        this.broker = broker;
        this.pauses = broker.newBackoff();
    }

    /** Asks the broker for a link. */
    abstract Future<T> open(AmqpConnection on);

    /** The link is there; {@code lost} is to be called when it ends. */
    abstract void begin(T link, Runnable lost);

    /** The link is gone. */
    abstract void end();

    final String channel() {
        return channel;
    }

    final Broker broker() {
        return broker;
    }

    /** Whether it is attached, and since when that is so. */
    final ChannelState state() {
        return state;
    }

    /** What it is attached by; null while it is not. */
    final T attached() {
        return attached;
    }

    /** There is a connection. */
    final void attach(AmqpConnection on) {
        connection = on;
        attach();
    }

    private void attach() {
        var on = connection;
        int attempt = ++attempts;
        open(on).onComplete(answer -> broker.run(() -> answered(on, attempt, answer)));
        broker.after(broker.answerLimit(), () -> {
            if (on.equals(connection) && attempt == attempts && attached == null) {
                broker.giveUp(on, "the broker does not answer for channel " + channel);
            }
        });
    }

    private void answered(AmqpConnection on, int attempt, AsyncResult<T> answer) {
        if (!on.equals(connection) || attempt != attempts) {
            return;
        }
        if (answer.failed()) {
            refused(String.valueOf(answer.cause().getMessage()));
            attachLater();
            return;
        }
        attached = answer.result();
        state = new ChannelState(true, Instant.now());
        var link = attached;
        begin(link, () -> broker.run(() -> lost(link)));
    }

    /** Said once for each reason; meanwhile readiness says that the channel is not connected. */
    private void refused(String why) {
        if (!saidWhy.equals(why)) {
            saidWhy = why;
            LOG.warnf("The broker refuses channel %s: %s. It is asked again until it does not.", channel, why);
        }
    }

    private void lost(T link) {
        if (link.equals(attached)) {
            LOG.warnf("The broker has ended channel %s; it is asked for it again", channel);
            broker.resetAfter(state.since(), pauses);
            drop();
            attachLater();
        }
    }

    /** Meanwhile the attempt counts as answered. */
    private void attachLater() {
        var on = connection;
        int attempt = ++attempts;
        broker.afterAbout(pauses.next(), () -> {
            if (on.equals(connection) && attempt == attempts) {
                attach();
            }
        });
    }

    /** The connection is gone. */
    final void detach() {
        connection = null;
        drop();
    }

    private void drop() {
        if (attached != null) {
            attached = null;
            state = new ChannelState(false, Instant.now());
            end();
        }
    }
}
