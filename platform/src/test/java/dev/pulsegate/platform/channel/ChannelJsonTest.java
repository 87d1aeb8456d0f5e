package dev.pulsegate.platform.channel;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.contracts.SessionRevoked.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChannelJsonTest {

    private static final SessionRevoked MESSAGE = new SessionRevoked(
            UUID.fromString("01890000-0000-7000-8000-000000000001"),
            Scope.ACCESS_KEY,
            UUID.fromString("01890000-0000-7000-8000-000000000002"),
            Instant.parse("2026-03-01T12:00:00.5Z"));

    /** As Quarkus is configured to make it. */
    private final ChannelJson json = new ChannelJson(JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());

    @Test
    void writesSnakeCaseAndIsoTimes() {
        assertThat(json.write(MESSAGE))
                .isEqualTo(
                        "{\"message_id\":\"01890000-0000-7000-8000-000000000001\",\"scope\":\"ACCESS_KEY\","
                                + "\"subject\":\"01890000-0000-7000-8000-000000000002\",\"revoked_at\":\"2026-03-01T12:00:00.500Z\"}");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(json.read(json.write(MESSAGE), SessionRevoked.class)).isEqualTo(MESSAGE);
    }

    @Test
    void passesOverWhatANewerWriterAdds() {
        var newer = json.write(MESSAGE).replace("{\"message_id\"", "{\"added_later\":{\"x\":[1]},\"message_id\"");
        assertThat(json.read(newer, SessionRevoked.class)).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "7", "{\"message_id\":\"7\"}", "{\"scope\":\"PLANET\"}"})
    void refusesWhatIsNoSuchMessage(String text) {
        assertThatThrownBy(() -> json.read(text, SessionRevoked.class)).isInstanceOf(UncheckedIOException.class);
    }
}
