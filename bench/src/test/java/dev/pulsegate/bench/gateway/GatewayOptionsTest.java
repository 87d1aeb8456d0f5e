package dev.pulsegate.bench.gateway;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GatewayOptionsTest {

    @Test
    void withoutOptionsTheTableIsAlmostEmptyAndNoTransactionIsOld() {
        var options = GatewayOptions.parse(List.of());

        assertThat(options.clients()).containsExactly(1, 8, 32, 64);
        assertThat(options.workers()).containsExactly(1, 8);
        assertThat(options.rates()).containsExactly(500);
        assertThat(options.rows()).isZero();
        assertThat(options.oldTransaction()).isFalse();
    }

    @Test
    void aFullRunHasAMillionFinishedRequestsAndAnOldTransaction() {
        var options = GatewayOptions.parse(List.of("--full"));

        assertThat(options.rows()).isEqualTo(1_000_000);
        assertThat(options.oldTransaction()).isTrue();
    }

    @Test
    void numbersComeInAscendingOrder() {
        assertThat(GatewayOptions.parse(List.of("--clients", "64,8")).clients()).containsExactly(8, 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--clients", "--clients 0", "--clients few", "--rows -1", "--seconds 0", "--tables 3"})
    void optionsThatMakeNoSenseAreRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> GatewayOptions.parse(List.of(line.split(" "))));
    }
}
