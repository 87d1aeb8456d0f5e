package dev.pulsegate.gateway.worker.socketio;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.token.TestAccessKey;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may connect by Socket.IO and serve which spaces, and for how long. */
@GatewayServiceTest
class SocketIoAdmissionIT extends SocketIoClientIT {

    @Test
    void aRegistrationThatCannotBeIsAnsweredAndDisconnected() {
        assertRefused(connect(), "no such space " + UUID.randomUUID());
        assertRefused(connect(), client.space("\"enabled\":false").name());
        assertRefused(connect(), client.space("\"worker_access\":\"KEY\"").name());

        var space = client.space();
        assertRefused(worker(space), space.name());
        Eventually.holds(SOON, () -> assertThat(connectedWorkers(space)).isZero());
    }

    @Test
    void aKeyForOtherSpacesIsNotEnough() {
        var space = client.space("\"worker_access\":\"KEY\"");
        assertRefused(
                SioWorker.withAuth(
                        client.port, "key", TestAccessKey.of("another space").text()),
                space.name());
    }

    @ParameterizedTest
    @MethodSource("credentialsThatAreNone")
    void aBadCredentialIsRefusedAtTheDoorEvenWhereNoneIsNeeded(Function<GatewayClient, SioWorker> connect) {
        try (var worker = connect.apply(client)) {
            assertThat(worker.await("44").data().get("message").textValue()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("waysToShowOne")
    void aKeyOrATokenOpensTheSpacesItIsFor(Function<GatewayClient, Function<String, SioWorker>> show) {
        var space = client.space("\"worker_access\":\"KEY\"");
        var credentials = List.of(
                TestAccessKey.of(space.name()).text(),
                client.tokens.worker(space.name()).sign());
        for (var credential : credentials) {
            try (var worker = show.apply(client).apply(credential)) {
                assertThat(worker.register(space.name()).get("success").booleanValue())
                        .isTrue();
            }
        }
    }

    @Test
    void whoNeverRegistersIsDisconnected() {
        try (var worker = connect()) {
            worker.await("41");
            worker.awaitEnd();
        }
    }

    @Test
    void aRevokedKeyEndsTheConnectionAndItsWorkGoesBack() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var key = TestAccessKey.of(space.name());
        var other = TestAccessKey.of(space.name());
        try (var revoked = SioWorker.withAuth(client.port, "key", key.text())) {
            revoked.register(space.name());
            var id = client.submitted(space, client.user, "hi");
            revoked.awaitRequest();
            try (var heir = SioWorker.withAuth(client.port, "key", other.text())) {
                heir.register(space.name());
                revocations.revoked(json.write(new SessionRevoked(
                        UUID.randomUUID(), SessionRevoked.Scope.ACCESS_KEY, key.id(), Instant.now())));
                revoked.awaitEnd();
                assertThat(heir.awaitRequest().get("request_id").textValue()).isEqualTo(id);
                assertThat(heir.isOpen()).isTrue();
            }
        }
        try (var again = SioWorker.withAuth(client.port, "key", key.text())) {
            assertThat(again.await("44").data().get("message").textValue()).isNotBlank();
        }
    }

    @Test
    void aKeysTokenIsRenewedAndATokenEnds() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var brief = TestAccessKey.of(space.name()).withTokensFor(4);
        var token = client.tokens.worker(space.name()).expiresInSeconds(4).sign();
        try (var lasting = SioWorker.withAuth(client.port, "key", brief.text());
                var ending = SioWorker.withAuth(client.port, "token", token)) {
            lasting.register(space.name());
            ending.register(space.name());
            ending.awaitEnd();
            // Another one with the key's first token, which was no younger, would have ended by now.
            client.submitted(space, client.user, "hi");
            lasting.awaitRequest();
            assertThat(lasting.isOpen()).isTrue();
        }
    }

    @Test
    void aDisabledSpaceLosesItsWorkers() {
        var space = client.space();
        try (var worker = worker(space)) {
            assertThat(client.send("PATCH", space.path(), client.admin, "{\"enabled\":false}")
                            .status())
                    .isEqualTo(200);
            worker.await("41");
            worker.awaitEnd();
        }
    }
}
