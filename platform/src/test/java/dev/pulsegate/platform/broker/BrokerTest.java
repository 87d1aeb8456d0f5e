package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.platform.token.TokenSettings;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels over a real broker that comes and goes, with pauses in milliseconds that are seconds in earnest. */
class BrokerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADDRESS = "said";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AmqpBroker server = new AmqpBroker();
    private final Broker broker = new Broker(
            vertx,
            meters,
            TokenSettings.with(Map.of(
                    "pulsegate.platform.broker.first-pause", "5ms",
                    "pulsegate.platform.broker.longest-pause", "50ms",
                    "pulsegate.platform.broker.answer-limit", "2s")),
            "127.0.0.1",
            Integer.parseInt(server.configuration().get("amqp-port")),
            false,
            new SmallRyeConfigBuilder().build());
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<MultiEmitter<? super Message<?>>> writer = new CompletableFuture<>();

    @AfterEach
    void stop() {
        broker.stop();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void open() {
        new IncomingLink("said-in", ADDRESS, List.of("topic"), broker)
                .messages()
                .subscribe()
                .with(message -> {
                    heard.add(String.valueOf(message.getPayload()));
                    message.ack();
                });
        Multi.createFrom()
                .<Message<?>>emitter(writer::complete)
                .subscribe(new OutgoingLink("said-out", ADDRESS, List.of("topic"), true, broker));
    }

    /** Says something; true once the broker has it, false if it was refused. */
    private CompletableFuture<Boolean> say(String text) {
        var settled = new CompletableFuture<Boolean>();
        writer.join()
                .emit(Message.of(
                        text,
                        () -> {
                            settled.complete(true);
                            return CompletableFuture.completedFuture(null);
                        },
                        failure -> {
                            settled.complete(false);
                            return CompletableFuture.completedFuture(null);
                        }));
        return settled;
    }

    private void awaitConnected(boolean connected) {
        Eventually.holds(SOON, () -> {
            assertThat(broker.isConnected("said-in")).isEqualTo(connected);
            assertThat(broker.isConnected("said-out")).isEqualTo(connected);
        });
    }

    private void assertPasses(String text) throws Exception {
        assertThat(say(text).get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(text);
    }

    @Test
    void aChannelOutlastsMoreOutagesThanAnybodyCounts() throws Exception {
        server.start();
        open();
        for (int outage = 0; outage < 8; outage++) {
            awaitConnected(true);
            assertPasses("before outage " + outage);
            server.stop();
            awaitConnected(false);
            assertThat(say("to nobody").get(20, TimeUnit.SECONDS)).isFalse();
            server.start();
        }
        awaitConnected(true);
        assertPasses("after all");
        assertThat(meters.get("pulsegate.channel.connected")
                        .tag("channel", "said-out")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aBrokerThatWasNeverThereIsFoundAfterAnyNumberOfAttempts() throws Exception {
        open();
        assertThat(say("to nobody").get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(broker.channels().values()).noneMatch(ChannelState::connected);
        // More than SmallRye's connector makes in all: a hundred, and each here lasts 50 ms at most.
        Eventually.holds(SOON, () -> assertThat(meters.get("pulsegate.broker.connection.attempts")
                        .counter()
                        .count())
                .isGreaterThan(120));
        server.start();
        awaitConnected(true);
        assertPasses("at last");
        assertThat(heard).isEmpty();
    }
}
