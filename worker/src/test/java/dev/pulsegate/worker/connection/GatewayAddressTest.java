package dev.pulsegate.worker.connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewayAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://h, ws://h/ws/worker, http://h/oauth/token",
        "https://h:8443/, wss://h:8443/ws/worker, https://h:8443/oauth/token",
        "ws://h, ws://h/ws/worker, http://h/oauth/token",
        "WSS://h/base//, wss://h/base/ws/worker, https://h/base/oauth/token",
        "localhost:8080, ws://localhost:8080/ws/worker, http://localhost:8080/oauth/token",
        "ws://h/ws/worker, ws://h/ws/worker, http://h/oauth/token",
        "http://[::1]:80, ws://[::1]:80/ws/worker, http://[::1]:80/oauth/token",
    })
    void anAddressIsTakenAsPeopleWriteIt(String text, String socket, String token) {
        var address = GatewayAddress.parse(text);

        assertThat(address.socket()).hasToString(socket);
        assertThat(address.token()).hasToString(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ftp://h", "http://", "http://u:p@h", "http://h?a=b", "http://h/#f", "http://h h", "::"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> GatewayAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesAreFoundRelativeToTheGateway() {
        var address = GatewayAddress.parse("https://h/base");

        assertThat(address.file("/files/1?s=2")).hasToString("https://h/files/1?s=2");
        assertThat(address.file("http://s3/x")).hasToString("http://s3/x");
        assertThatThrownBy(() -> address.file("file:///etc/passwd")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> address.file("jar:http://h!/")).isInstanceOf(IllegalArgumentException.class);
    }
}
