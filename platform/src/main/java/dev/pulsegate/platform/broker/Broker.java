package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.task.Backoff;

/**
 * This process's connection to the broker, for all its channels. Where it breaks or cannot be had it is tried again for as
 * long as the process lives, with pauses that grow up to a longest one. Everything happens on one event loop.
 */
@ApplicationScoped
public class Broker {

    private static final Logger LOG = Logger.getLogger(Broker.class);

    /** After this long without a word from the broker it is asked whether it lives; after twice as long it is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final double JITTER = 0.15;

    private final Vertx vertx;
    private final MeterRegistry registry;
    private final PlatformConfig.Broker config;
    private final String where;
    private final AmqpClient client;
    private final Context loop;
    private final List<Link<?>> links = new CopyOnWriteArrayList<>();
    private final Backoff pauses;
    private final Counter tried;
    private AmqpConnection connection;
    private Instant connectedAt = Instant.MAX;
    private boolean begun;
    private boolean away;
    private int attempts;
    private volatile boolean stopped;

    Broker(
            Vertx vertx,
            MeterRegistry registry,
            PlatformConfig config,
            @ConfigProperty(name = "amqp-host", defaultValue = "localhost") String host,
            @ConfigProperty(name = "amqp-port", defaultValue = "5672") int port,
            @ConfigProperty(name = "amqp-use-ssl", defaultValue = "false") boolean ssl,
            Config credentials) {
        this.vertx = vertx;
        this.registry = registry;
        this.config = config.broker();
        this.where = host + ":" + port;
        var options = new AmqpClientOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(ssl)
                .setHeartbeat((int) HEARTBEAT.toMillis())
                .setConnectTimeout((int) this.config.answerLimit().toMillis());
        credentials.getOptionalValue("amqp-username", String.class).ifPresent(options::setUsername);
        credentials.getOptionalValue("amqp-password", String.class).ifPresent(options::setPassword);
        this.client = AmqpClient.create(vertx, options);
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.pauses = newBackoff();
        this.tried = registry.counter("pulsegate.broker.connection.attempts");
    }

    Backoff newBackoff() {
        return new Backoff(config.firstPause(), config.longestPause());
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
        for (var link : links) {
            if (link.channel().equals(channel)) {
                return link.state().connected();
            }
        }
        return false;
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
        opened.exceptionHandler(failure -> run(() -> lost(opened, failure.getMessage())));
        opened.closeFuture().onComplete(closed -> run(() -> lost(opened, "it has closed the connection")));
        if (opened.isDisconnected()) {
            lost(opened, "it was gone at once");
            return;
        }
        connectedAt = Instant.now();
        if (away) {
            away = false;
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
        if (!away) {
            away = true;
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
