package dev.pulsegate.platform.crosssite;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginsTest {

    private static final String HERE = "pulse.example.org:8080";

    private final Origins origins = new Origins(Set.of("https://ward.example.org"));

    @ParameterizedTest
    @CsvSource({
        "same-origin, false",
        "none, false",
        "same-site, true",
        "cross-site, true",
        "'', true",
        "Same-Origin, true"
    })
    void goesByFetchMetadataWhereItIsThere(String site, boolean foreign) {
        assertThat(origins.isForeign(site, null, HERE)).isEqualTo(foreign);
        assertThat(origins.isForeign(site, "http://" + HERE, HERE)).isEqualTo(foreign);
    }

    @Test
    void anAllowedOriginIsNotForeignWhateverFetchMetadataSays() {
        assertThat(origins.isForeign("cross-site", "https://ward.example.org", HERE))
                .isFalse();
        assertThat(origins.isForeign(null, "https://ward.example.org", HERE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ward.example.org",
                "https://ward.example.org:8443",
                "https://ward.example.org.evil.example",
                "https://evil.example/https://ward.example.org",
                "https://WARD.example.org"
            })
    void anAllowedOriginIsAllowedToTheLetter(String origin) {
        assertThat(origins.isForeign(null, origin, HERE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://pulse.example.org:8080, pulse.example.org:8080, false",
        "http://PULSE.example.org:8080, pulse.EXAMPLE.org:8080, false",
        "https://pulse.example.org, pulse.example.org, false",
        "https://pulse.example.org, pulse.example.org:443, false",
        "http://pulse.example.org, pulse.example.org:80, false",
        "http://[::1]:8080, [::1]:8080, false",
        "http://pulse.example.org, pulse.example.org:8080, true",
        "http://pulse.example.org:8081, pulse.example.org:8080, true",
        "http://evil.example, pulse.example.org:8080, true",
        "http://pulse.example.org:8080@evil.example, pulse.example.org:8080, true",
        "http://pulse.example.org:8080.evil.example, pulse.example.org:8080, true",
        "http://xpulse.example.org:8080, pulse.example.org:8080, true",
        "null, pulse.example.org:8080, true",
        "pulse.example.org:8080, pulse.example.org:8080, true",
        "//pulse.example.org:8080, pulse.example.org:8080, true",
        "file://, pulse.example.org:8080, true",
        "http://, pulse.example.org:8080, true",
        "'http://a b', pulse.example.org:8080, true",
        "'', pulse.example.org:8080, true",
    })
    void elseAnOriginHasToBeTheHostThatWasAsked(String origin, String authority, boolean foreign) {
        assertThat(origins.isForeign(null, origin, authority)).isEqualTo(foreign);
    }

    @Test
    void aClientThatSendsNeitherIsNoBrowser() {
        assertThat(origins.isForeign(null, null, HERE)).isFalse();
        assertThat(origins.isForeign(null, null, null)).isFalse();
    }

    @Test
    void withoutAHostAnOriginCannotBeOurs() {
        assertThat(origins.isForeign(null, "http://" + HERE, null)).isTrue();
    }
}
