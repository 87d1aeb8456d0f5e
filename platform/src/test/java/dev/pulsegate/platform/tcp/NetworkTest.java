package dev.pulsegate.platform.tcp;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "::1, 0000000000000000/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "unknown, unknown",
        "not-an.address, not-an.address"
    })
    void aHostIsCountedByAddressOrByIpv6Network(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }
}
