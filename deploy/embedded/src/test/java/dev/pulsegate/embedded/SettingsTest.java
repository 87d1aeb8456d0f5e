package dev.pulsegate.embedded;

import java.time.Duration;
import java.time.format.DateTimeParseException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "10, PT10S",
        "10s, PT10S",
        "500ms, PT0.5S",
        "2m, PT2M",
        "1h, PT1H",
        "1d, PT24H",
        "PT3S, PT3S",
        "1m30s, PT1M30S"
    })
    void durationsAreReadAsServicesReadThem(String text, Duration duration) {
        assertThat(Settings.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-", "s", "1x"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Settings.parse(text)).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void aVariableIsNamedAsServicesNameIt() {
        assertThat(Settings.variable("quarkus.log.category.\"org.flywaydb\".level"))
                .isEqualTo("QUARKUS_LOG_CATEGORY__ORG_FLYWAYDB__LEVEL");
    }
}
