package dev.pulsegate.platform.loglevel;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.contracts.LogLevels;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.channel.UnreadableMessageException;
import dev.pulsegate.platform.token.TokenSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogLevelSwitchTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final String CATEGORY = "dev.pulsegate.of.the.test";

    private final ChannelJson json = new ChannelJson(JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LogLevelSwitch levels =
            new LogLevelSwitch(new LogCategories(TokenSettings.with(Map.of())), json, meters);
    private final Logger logger = Logger.getLogger(CATEGORY);
    private final Logger below = Logger.getLogger(CATEGORY + ".below");

    @AfterEach
    void close() {
        logger.setLevel(null);
        meters.close();
    }

    private static LogLevels.Level level(String category, String level, Instant until) {
        return new LogLevels.Level(category, level, until);
    }

    private void hear(long version, LogLevels.Level... all) {
        levels.hear(json.write(new LogLevels(UUID.randomUUID(), version, Arrays.asList(all))));
    }

    private double changed() {
        return meters.get("pulsegate.log.levels.changed").gauge().value();
    }

    @Test
    void aLevelHoldsUntilItsTimeIsOverThoughNothingMoreIsHeard() {
        logger.setLevel(Level.WARNING);
        hear(1, level(CATEGORY, "DEBUG", NOW.plusSeconds(10)));

        levels.set(NOW);
        assertThat(below.isLoggable(org.jboss.logmanager.Level.DEBUG)).isTrue();
        assertThat(changed()).isEqualTo(1);
        levels.set(NOW.plusSeconds(9));
        assertThat(below.isLoggable(org.jboss.logmanager.Level.DEBUG)).isTrue();
        levels.set(NOW.plusSeconds(10));
        assertThat(logger.getLevel()).isEqualTo(Level.WARNING);
        assertThat(below.isLoggable(Level.INFO)).isFalse();
        assertThat(changed()).isZero();
    }

    @Test
    void whatIsNotSaidAnyMoreIsSetBackAndWhatComesLateOrTwiceChangesNothing() {
        hear(2, level(CATEGORY, "DEBUG", NOW.plusSeconds(10)));
        levels.set(NOW);
        hear(3, level(CATEGORY, "ERROR", NOW.plusSeconds(10)));
        hear(3, level(CATEGORY, "ERROR", NOW.plusSeconds(10)));
        hear(2, level(CATEGORY, "DEBUG", NOW.plusSeconds(10)));
        levels.set(NOW);
        assertThat(logger.getLevel()).isEqualTo(org.jboss.logmanager.Level.ERROR);

        hear(4);
        levels.set(NOW);
        assertThat(logger.getLevel()).isNull();
        hear(3, level(CATEGORY, "ERROR", NOW.plusSeconds(10)));
        levels.set(NOW);
        assertThat(logger.getLevel()).isNull();
    }

    @Test
    void whatMayNotBeChangedOrIsNoLevelIsPassedOver() {
        var soon = NOW.plusSeconds(10);
        hear(
                1,
                level("", "ERROR", soon),
                level("dev", "ERROR", soon),
                level("dev.pulsegate.audit", "ERROR", soon),
                level("dev.pulsegate.audit.below", "ERROR", soon),
                level("dev.pulsegateway", "ERROR", soon),
                level("io.netty", "DEBUG", soon),
                level("dev.pulsegate..x", "DEBUG", soon),
                level("dev.pulsegate.\n", "DEBUG", soon),
                level("dev.pulsegate." + "a".repeat(200), "DEBUG", soon),
                level(CATEGORY, "OFF", soon),
                level(CATEGORY, "debug", soon));
        levels.set(NOW);
        assertThat(changed()).isZero();
        assertThat(Logger.getLogger("").isLoggable(Level.INFO)).isTrue();
    }

    @Test
    void whatIsNoMessageChangesNothing() {
        var one = level(CATEGORY, "DEBUG", NOW);
        var tooMany = "{\"message_id\":\"%s\",\"version\":9,\"levels\":[%s]}"
                .formatted(
                        UUID.randomUUID(),
                        String.join(
                                ",",
                                java.util.Collections.nCopies(
                                        LogLevels.MOST + 1,
                                        "{\"category\":\"%s\",\"level\":\"DEBUG\",\"until\":\"%s\"}"
                                                .formatted(one.category(), NOW.plusSeconds(9)))));
        for (var text : List.of("no JSON", "{}", "{\"message_id\":\"" + UUID.randomUUID() + "\"}", tooMany)) {
            assertThatThrownBy(() -> levels.hear(text)).isInstanceOf(UnreadableMessageException.class);
        }
        levels.set(NOW);
        assertThat(changed()).isZero();
    }
}
