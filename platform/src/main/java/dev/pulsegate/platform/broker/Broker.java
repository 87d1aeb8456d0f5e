package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.task.Backoff;
import dev.pulsegate.platform.trace.ChannelSpans;
import dev.pulsegate.platform.trace.Traces;

/**
 * This process's connection to the broker, for all its channels. Where it breaks or cannot be had it is tried again for as
 * long as the process lives, with pauses that grow up to a longest one. Everything happens on one event loop.
 */
@ApplicationScoped
public class Broker {

    private static final Logger LOG = Logger.getLogger(Broker.class);

    private static final double JITTER = 0.15;

    private final Vertx vertx;
    private final MeterRegistry registry;
    private final PlatformConfig.Broker config;
    private final String where;
    private final ChannelSpans spans;
    private final AmqpClient client;
    private final Context loop;
    private final List<Link<?>> links = new CopyOnWriteArrayList<>();
    private final Backoff pauses;
    private final Counter tried;
    private AmqpConnection connection;
    private Instant connectedAt = Instant.MAX;
    private boolean begun;

    /** Why the broker is away, empty while it is not. */
    private String saidWhy = "";

    private int attempts;
    private volatile boolean connected;
    private volatile boolean stopped;

    Broker(Vertx vertx, MeterRegistry registry, PlatformConfig config, BrokerAddress address, Traces traces) {
        this.vertx = vertx;
        this.registry = registry;
        this.spans = new ChannelSpans(traces, "amqp");
        this.config = config.broker();
        this.where = address.where();
        this.client = AmqpClient.create(vertx, address.options());
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.pauses = newBackoff();
        this.tried = registry.counter("pulsegate.broker.connection.attempts");
    }

    Backoff newBackoff() {
        return new Backoff(config.firstPause(), config.longestPause());
    }

    MeterRegistry registry() {
        return registry;
    }

    ChannelSpans spans() {
        return spans;
    }

    /** How many characters a message may have. */
    int maxMessage() {
        return config.maxMessage();
    }

    /** How often a message is tried that its reader fails with. */
    int attempts() {
        return config.attempts();
    }

    Duration answerLimit() {
        return config.answerLimit();
    }

    /** Runs something on the event loop, after what waits there. */
    void run(Runnable work) {
        loop.runOnContext(ignored -> work.run());
    }

    /** The same after a while. */
    void after(Duration pause, Runnable work) {
        vertx.setTimer(Math.max(1, pause.toMillis()), timer -> run(work));
    }

    /** The same after about that long: the attempts of many processes must not fall together. */
    void afterAbout(Duration pause, Runnable work) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        after(Duration.ofMillis((long) (pause.toMillis() * factor)), work);
    }

    /** What has worked for as long as the longest pause begins with the first again; what comes and goes does not. */
    void resetAfter(Instant workedSince, Backoff backoff) {
        if (Duration.between(workedSince, Instant.now()).compareTo(config.longestPause()) >= 0) {
            backoff.reset();
        }
    }

    /** How this process's channels stand, by name; none where they need no broker. */
    public Map<String, ChannelState> channels() {
        var states = new TreeMap<String, ChannelState>();
        links.forEach(link -> states.put(link.channel(), link.state()));
        return states;
    }

    /** Whether messages can cross a channel; by any thread. */
    public boolean isConnected(String channel) {
        return state(channel).filter(ChannelState::connected).isPresent();
    }

    /** How a channel stands; nothing if it needs no broker. By any thread. */
    public Optional<ChannelState> state(String channel) {
        return links.stream()
                .filter(link -> link.channel().equals(channel))
                .findFirst()
                .map(Link::state);
    }

    /** A channel is wanted from now on. */
    void join(Link<?> link) {
        Gauge.builder("pulsegate.channel.connected", link, each -> each.state().connected() ? 1 : 0)
                .tag("channel", link.channel())
                .register(registry);
        run(() -> {
            links.add(link);
            if (connection != null) {
                link.attach(connection);
            } else if (!begun) {
                begun = true;
                Gauge.builder("pulsegate.broker.connected", () -> connected ? 1 : 0)
                        .register(registry);
                connect();
            }
        });
    }

    private void connect() {
        if (stopped) {
            return;
        }
        int attempt = ++attempts;
        tried.increment();
        client.connect().onComplete(answer -> run(() -> answered(attempt, answer)));
        after(config.answerLimit(), () -> {
            if (attempt == attempts) {
                failed("it does not answer");
            }
        });
    }

    private void answered(int attempt, AsyncResult<AmqpConnection> answer) {
        if (attempt != attempts || stopped) {
            if (answer.succeeded()) {
                close(answer.result());
            }
        } else if (answer.failed()) {
            failed(answer.cause().getMessage());
        } else {
            connected(answer.result());
        }
    }

    private void connected(AmqpConnection opened) {
        attempts++;
        connection = opened;
        connected = true;
        opened.exceptionHandler(failure -> run(() -> lost(opened, failure.getMessage())));
        opened.closeFuture().onComplete(closed -> run(() -> lost(opened, "it has closed the connection")));
        if (opened.isDisconnected()) {
            lost(opened, "it was gone at once");
            return;
        }
        connectedAt = Instant.now();
        if (!saidWhy.isEmpty()) {
            saidWhy = "";
            LOG.infof("The broker at %s is back", where);
        }
        links.forEach(link -> link.attach(opened));
    }

    /** A connection is of no use any more. */
    void giveUp(AmqpConnection useless, String why) {
        if (useless.equals(connection)) {
            close(useless);
            lost(useless, why);
        }
    }

    private void lost(AmqpConnection which, String why) {
        if (which.equals(connection)) {
            connection = null;
            connected = false;
            resetAfter(connectedAt, pauses);
            links.forEach(Link::detach);
            failed(why);
        }
    }

    private void failed(String why) {
        attempts++;
        if (stopped) {
            return;
        }
        // Another reason is news: a broker that is back may know us no more.
        if (!saidWhy.equals(why)) {
            saidWhy = why;
            LOG.warnf("The broker at %s is away: %s. It is tried again until it is back.", where, why);
        }
        afterAbout(pauses.next(), this::connect);
    }

    private static void close(AmqpConnection connection) {
        connection.close().onFailure(failure -> LOG.debugf("A connection to the broker: %s", failure));
    }

    @PreDestroy
    void stop() {
        stopped = true;
        client.close().onFailure(failure -> LOG.debugf("The connection to the broker: %s", failure));
    }
}
