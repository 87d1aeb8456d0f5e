package dev.pulsegate.gateway.worker;

import java.time.Duration;
import java.util.UUID;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers on {@code /ws/worker}, by a client of theirs. */
abstract class WorkerClientIT {

    static final Duration SOON = Duration.ofSeconds(15);

    final GatewayClient client = new GatewayClient();

    static String register(String space) {
        return "{\"type\":\"register\",\"space_name\":\"" + space + "\"}";
    }

    void assertRefused(TestSocket socket, String register, int closeCode) {
        socket.send(register);
        var answer = socket.awaitJson();
        assertThat(answer.get("type").textValue()).isEqualTo("register_response");
        assertThat(answer.get("success").booleanValue()).isFalse();
        assertThat(answer.get("message").textValue()).isNotBlank();
        assertThat(socket.awaitClose().code()).isEqualTo(closeCode);
    }

    String worker(GatewayClient.Space space, UUID account, String key, int seconds) {
        return client.tokens
                .worker(space.name())
                .claim("sub", account.toString())
                .claim("access_key_id", key)
                .expiresInSeconds(seconds)
                .sign();
    }
}
