package dev.pulsegate.gateway.worker.socketio;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.token.RevokedTokens;
import dev.pulsegate.testkit.token.TestAccessKey;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers that speak the dialect, by a client of theirs. */
abstract class SocketIoClientIT {

    static final Duration SOON = Duration.ofSeconds(15);

    final GatewayClient client = new GatewayClient();

    @Inject
    RevokedTokens revocations;

    @Inject
    ChannelJson json;

    SioWorker connect() {
        return SioWorker.connect(client.port);
    }

    SioWorker worker(GatewayClient.Space space) {
        var worker = connect();
        assertThat(worker.register(space.name()).get("success").booleanValue()).isTrue();
        return worker;
    }

    SioWorker worker(GatewayClient.Space space, int capacity) {
        var worker = connect();
        var answer = worker.register(Map.of("space_name", space.name(), "capacity", capacity));
        assertThat(answer.get("success").booleanValue()).isTrue();
        return worker;
    }

    static List<String> members(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    void awaitStatus(String request, String status) {
        Eventually.holds(SOON, () -> assertThat(client.status(request)).isEqualTo(status));
    }

    URI here(String url) {
        var address = URI.create(url);
        return URI.create("http://localhost:" + client.port + address.getRawPath() + "?" + address.getRawQuery());
    }

    void assertRefused(SioWorker worker, String space) {
        var answer = worker.register(space);
        assertThat(answer.get("success").booleanValue()).isFalse();
        assertThat(answer.get("message").textValue()).isNotBlank();
        worker.await("41");
        worker.awaitEnd();
    }

    int connectedWorkers(GatewayClient.Space space) {
        return client.get(space.path() + "/status", client.user)
                .json()
                .path("connected_workers")
                .intValue();
    }

    static Stream<Function<GatewayClient, SioWorker>> credentialsThatAreNone() {
        return Stream.of(
                client -> SioWorker.withAuth(client.port, "key", "pgk_wrong"),
                client -> SioWorker.withAuth(client.port, "key", "pgk_" + "x".repeat(5000)),
                client -> SioWorker.withAuth(client.port, "key", TestAccessKey.UNAVAILABLE),
                client -> SioWorker.withAuth(client.port, "token", "no token"),
                client -> SioWorker.withBearer(client.port, "pgk_wrong"),
                client -> SioWorker.withParameter(client.port, "key", "pgk_wrong"),
                client -> SioWorker.withParameter(
                        client.port,
                        "token",
                        client.tokens.worker("*").expiresInSeconds(-60).sign()));
    }

    static Stream<Function<GatewayClient, Function<String, SioWorker>>> waysToShowOne() {
        return Stream.of(
                client -> key -> SioWorker.withAuth(client.port, "key", key),
                client -> key -> SioWorker.withAuth(client.port, "token", key),
                client -> key -> SioWorker.withBearer(client.port, key),
                client -> key -> SioWorker.withParameter(client.port, "key", key));
    }

    double refusals() {
        return client.metric("pulsegate_gateway_worker_errors_total{code=\"stale_attempt\"}");
    }
}
