package dev.pulsegate.gateway.it;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.contracts.SessionRevoked.Scope;
import dev.pulsegate.gateway.worker.socketio.SioWorker;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.connection.OpenConnection.Kind;
import dev.pulsegate.platform.connection.OpenConnections;
import dev.pulsegate.platform.token.RevokedTokens;
import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.token.TestAccessKey;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that stays open ends when its caller is revoked or its caller's token ends, whatever its transport. */
@GatewayServiceTest
class OpenConnectionsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final GatewayClient client = new GatewayClient();
    private final UUID account = UUID.randomUUID();

    @Inject
    RevokedTokens revocations;

    @Inject
    ChannelJson json;

    @Inject
    OpenConnections connections;

    /** Something open: waits until it has ended. */
    @FunctionalInterface
    private interface Open {
        void awaitEnd() throws Exception;
    }

    private void revoke(Scope scope, UUID subject) {
        revocations.revoked(json.write(new SessionRevoked(UUID.randomUUID(), scope, subject, Instant.now())));
    }

    /** Opens one of each kind for an account; a kind without a case here does not compile. */
    private Open open(Kind kind, String person, String worker, GatewayClient.Space space) {
        return switch (kind) {
            case WEBSOCKET -> {
                var socket = new TestWorker(client.socket(worker), space.name(), 1).socket;
                yield () -> assertThat(socket.awaitClose(SOON)).isEqualTo(new Closed(4401, "session revoked"));
            }
            case SOCKET_IO -> {
                var socket = SioWorker.withAuth(client.port, "token", worker);
                socket.register(space.name());
                yield socket::awaitEnd;
            }
            case EVENT_STREAM -> {
                var request = client.submitted(space, person, "hi");
                var events = client.follow(request, person);
                assertThat(events.next().name()).isEqualTo("queued");
                yield events::toEnd;
            }
            case LONG_POLL -> {
                var answer = CompletableFuture.supplyAsync(
                        () -> client.submit(space, person, "{\"prompt\":\"hi\"}", "Prefer", "wait=60"));
                yield () -> assertThat(answer.get().status()).isEqualTo(202);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsOpenEndsWithItsCallersAccount(Kind kind) throws Exception {
        var space = client.space("\"worker_access\":\"KEY\"");
        var person = client.tokens.user(account).sign();
        var worker = client.tokens
                .worker(space.name())
                .claim("sub", account.toString())
                .sign();
        int before = connections.open(kind);
        var opened = open(kind, person, worker, space);
        Eventually.holds(SOON, () -> assertThat(connections.open(kind)).isEqualTo(before + 1));

        revoke(Scope.ACCOUNT, account);

        opened.awaitEnd();
        Eventually.holds(SOON, () -> assertThat(connections.open(kind)).isEqualTo(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/spaces/%s/status/events", "/api/spaces/status/events", "/api/requests/%s/events"})
    void everyStreamOfEventsEndsWithItsSession(String path) {
        var space = client.space();
        var session = UUID.randomUUID();
        var token = client.tokens.user().claim("sid", session.toString()).sign();
        var about = path.contains("requests") ? client.submitted(space, token, "hi") : space.id();
        try (var events = EventReader.open(client.request(path.formatted(about), token));
                var others = EventReader.open(client.request(path.formatted(about), client.admin))) {
            assertThat(events.next()).isNotNull();
            assertThat(others.next()).isNotNull();
            revoke(Scope.SESSION, session);
            events.toEnd();
            assertThat(others.next(event ->
                            event.name().equals("comment") || event.name().equals("heartbeat")))
                    .as("another's goes on")
                    .isNotNull();
        }
    }

    @Test
    void aStreamEndsWithItsToken() {
        var space = client.space();
        var token = client.tokens.user().expiresInSeconds(2).sign();
        try (var events = client.follow(client.submitted(space, token, "hi"), token)) {
            assertThat(events.toEnd()).isNotEmpty();
        }
    }

    @Test
    void aSocketIoSessionByPollingEndsWithItsKey() {
        var key = TestAccessKey.of("any");
        var transport = "/socket.io/?EIO=4&transport=polling";
        var opened = client.get(transport, null).response().body();
        var poll = transport + "&sid="
                + Answer.parse(opened.substring(1)).get("sid").textValue();
        client.post(poll, null, "40{\"key\":\"" + key.text() + "\"}");
        Eventually.holds(
                SOON, () -> assertThat(client.get(poll, null).response().body()).startsWith("40{"));

        revoke(Scope.ACCESS_KEY, key.id());

        Eventually.holds(SOON, () -> {
            var answer = client.get(poll, null);
            assertThat(answer.status() != 200 || answer.response().body().contains("41"))
                    .as(answer.response().body())
                    .isTrue();
        });
    }
}
