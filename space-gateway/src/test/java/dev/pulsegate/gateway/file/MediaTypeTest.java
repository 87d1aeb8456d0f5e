package dev.pulsegate.gateway.file;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MediaTypeTest {

    @Test
    void takesATypeAndDropsItsParameters() {
        assertThat(MediaType.parse("Audio/WAV; rate=8000")).contains(new MediaType("audio/wav"));
        assertThat(MediaType.parse("application/vnd.api+json")).contains(new MediaType("application/vnd.api+json"));
    }

    @Test
    void takesMissingForOctets() {
        assertThat(MediaType.parse(null)).contains(MediaType.OCTETS);
        assertThat(MediaType.parse(" ")).contains(MediaType.OCTETS);
    }

    @Test
    void refusesWhatIsNoType() {
        for (var wrong : List.of("audio", "audio/", "/wav", "a/b/c", "audio/w v", "a\r\n/b", "x".repeat(200) + "/y")) {
            assertThat(MediaType.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void isCoveredByPatterns() {
        var wav = new MediaType("audio/wav");

        assertThat(wav.isAmong(List.of())).isTrue();
        assertThat(wav.isAmong(List.of("video/mp4", "AUDIO/*"))).isTrue();
        assertThat(wav.isAmong(List.of("audio/wav"))).isTrue();
        assertThat(wav.isAmong(List.of("*/*"))).isTrue();
        assertThat(wav.isAmong(List.of("audio/wave", "audi/*", "video/*"))).isFalse();
    }
}
