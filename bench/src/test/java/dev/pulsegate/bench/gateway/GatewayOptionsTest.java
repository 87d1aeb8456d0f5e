package dev.pulsegate.bench.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.bench.ReadOptions;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayOptionsTest {

    @Test
    void withoutOptionsTheTableIsAlmostEmptyAndNoTransactionIsOld() {
        var options = ReadOptions.into(new GatewayOptions());

        assertThat(options.clients()).containsExactly(1, 8, 32, 64);
        assertThat(options.workers()).containsExactly(1, 8);
        assertThat(options.rates()).containsExactly(500);
        assertThat(options.rows()).isZero();
        assertThat(options.oldTransaction()).isFalse();
    }

    @Test
    void aFullRunHasAMillionFinishedRequestsAndAnOldTransaction() {
        var options = ReadOptions.into(new GatewayOptions(), "--full");

        assertThat(options.rows()).isEqualTo(1_000_000);
        assertThat(options.oldTransaction()).isTrue();
    }

    @Test
    void numbersComeInAscendingOrder() {
        assertThat(ReadOptions.into(new GatewayOptions(), "--clients", "64,8").clients())
                .containsExactly(8, 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--clients", "--clients 0", "--clients few", "--rows -1", "--seconds 0", "--tables 3"})
    void optionsThatMakeNoSenseAreRefused(String line) {
        ReadOptions.assertRefused(new GatewayOptions(), line.split(" "));
    }
}
