package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels over a real broker that comes and goes. */
class BrokerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADDRESS = "said";

    private static final String IN = "said-in";
    private static final String OUT = "said-out";

    private final AmqpBroker server = new AmqpBroker();
    private final ChannelProcess process = new ChannelProcess(server);
    private final Broker broker = process.broker;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        process.close();
        server.close();
    }

    private void open() {
        process.hear(IN, ChannelProcess.topic(ADDRESS), message -> {
            heard.add(String.valueOf(message.getPayload()));
            message.ack();
        });
        process.write(OUT, ChannelProcess.topic(ADDRESS));
    }

    private CompletableFuture<Boolean> say(String text) {
        return process.say(OUT, text);
    }

    private void awaitConnected(boolean connected) {
        Eventually.holds(SOON, () -> {
            assertThat(broker.isConnected(IN)).isEqualTo(connected);
            assertThat(broker.isConnected(OUT)).isEqualTo(connected);
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
        assertThat(process.meters
                        .get("pulsegate.channel.connected")
                        .tag("channel", OUT)
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
        Eventually.holds(SOON, () -> assertThat(process.meters
                        .get("pulsegate.broker.connection.attempts")
                        .counter()
                        .count())
                .isGreaterThan(120));
        server.start();
        awaitConnected(true);
        assertPasses("at last");
        assertThat(heard).isEmpty();
    }
}
