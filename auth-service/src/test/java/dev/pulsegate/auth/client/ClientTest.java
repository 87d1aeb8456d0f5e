package dev.pulsegate.auth.client;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "::1, 0000000000000000/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "unknown, unknown",
        "not-an.address, not-an.address"
    })
    void attemptsAreCountedByAddressOrByIpv6Network(String address, String network) {
        assertThat(Client.network(address)).isEqualTo(network);
    }
}
