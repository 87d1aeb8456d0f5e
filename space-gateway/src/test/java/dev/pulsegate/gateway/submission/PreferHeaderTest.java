package dev.pulsegate.gateway.submission;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PreferHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=30|30",
                "wait = 5|5",
                "respond-async, wait=10|10",
                "wait=\"7\"; foo|7",
                "wait=3600|60",
                "wait=-1|0",
                "await=10|0",
                "wait=soon|0",
                "respond-async|0"
            })
    void saysForHowLongToWait(String header, long seconds) {
        assertThat(PreferHeader.waitFor(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void nothingIsNotWaiting() {
        assertThat(PreferHeader.waitFor(null)).isZero();
    }
}
