package dev.pulsegate.gateway.trace;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Without a collector nothing is traced, whatever a caller sends. */
@GatewayServiceTest
class TracesOffIT {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final GatewayClient client = new GatewayClient();

    @Test
    void nothingIsPassedOnToWorkers() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.submit(space, client.user, "{\"prompt\":\"hi\"}", "traceparent", TRACEPARENT);

            var request = worker.awaitRequest();

            assertThat(request.has("payload")).isTrue();
            assertThat(request.has("traceparent")).isFalse();
        }
    }

    @Test
    void problemsNameNoTrace() {
        var refused = client.submit(client.space(), client.user, "{}", "traceparent", TRACEPARENT);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().has("request_id")).isTrue();
        assertThat(refused.json().has("trace_id")).isFalse();
    }
}
