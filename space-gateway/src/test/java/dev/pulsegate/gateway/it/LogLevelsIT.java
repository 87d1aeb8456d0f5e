package dev.pulsegate.gateway.it;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

import dev.pulsegate.contracts.LogLevels;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What auth-service says over a real broker of what is logged holds in another service. */
@GatewayServiceTest
class LogLevelsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CATEGORY = "dev.pulsegate.of.this.test";

    @Inject
    @Channel("log-levels-of-the-test")
    Emitter<String> channel;

    @Inject
    ChannelJson json;

    private void say(LogLevels.Level... levels) {
        long version = System.currentTimeMillis() * 1000;
        channel.send(json.write(new LogLevels(UUID.randomUUID(), version, List.of(levels))))
                .toCompletableFuture()
                .join();
    }

    private static void awaitDebug(boolean logged) {
        Eventually.holds(SOON, () -> assertThat(Logger.getLogger(CATEGORY).isEnabled(Level.DEBUG))
                .isEqualTo(logged));
    }

    @Test
    void aLevelHoldsHereUntilItIsTakenBack() {
        say(new LogLevels.Level(CATEGORY, "DEBUG", Instant.now().plusSeconds(600)));
        awaitDebug(true);
        say();
        awaitDebug(false);
    }
}
