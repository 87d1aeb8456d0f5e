package dev.pulsegate.gateway.worker;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.it.TestWorker;
import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may register on {@code /ws/worker} for which spaces, and for how long. */
@GatewayServiceTest
class WorkerRegistrationIT extends WorkerClientIT {

    @Test
    void aRegistrationIsAnswered() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            assertThat(worker.registration.get("connection_id").textValue()).isNotBlank();
            assertThat(worker.registration.get("space_id").textValue()).isEqualTo(space.id());
            assertThat(worker.registration.at("/spaces/0/name").textValue()).isEqualTo(space.name());
        }
    }

    @Test
    void aSpaceWithKeysNeedsOneThatIsForIt() {
        var space = client.space("\"worker_access\":\"KEY\"");
        try (var nobody = client.socket(null);
                var other = client.socket(client.tokens.worker("another space").sign());
                var person = client.socket(client.user)) {
            assertRefused(nobody, register(space.name()), 4403);
            assertRefused(other, register(space.name()), 4403);
            assertThat(person.awaitClose().code()).isEqualTo(4403);
        }
        for (var scope : List.of(space.name(), "*")) {
            try (var worker =
                    new TestWorker(client.socket(client.tokens.worker(scope).sign()), register(space.name()))) {
                assertThat(worker.registration.get("success").booleanValue()).isTrue();
            }
        }
    }

    @Test
    void aBadTokenIsRefusedEvenWhereNoneIsNeeded() {
        try (var socket =
                client.socket(client.tokens.worker("*").expiresInSeconds(-60).sign())) {
            assertThat(socket.awaitClose().code()).isEqualTo(4401);
        }
    }

    @Test
    void unknownSpacesAndSecondRegistrationsAreRefused() {
        try (var socket = client.socket(null)) {
            assertRefused(socket, register("no such space " + UUID.randomUUID()), 4404);
        }
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            assertRefused(worker.socket, register(space.name()), 4409);
        }
        try (var socket = client.socket(null)) {
            assertRefused(
                    socket, "{\"type\":\"register\",\"spaces\":[\"" + space.name() + "\",\"no such space\"]}", 4404);
        }
    }

    @Test
    void whoNeverRegistersIsClosed() {
        try (var socket = client.socket(null)) {
            assertThat(socket.awaitClose().code()).isEqualTo(4400);
        }
    }

    @Test
    void oneWorkerServesSeveralSpaces() {
        var first = client.space();
        var second = client.space();
        var register = "{\"type\":\"register\",\"spaces\":[\"%s\",\"%s\"],\"capacity\":2,\"inputs\":[\"prompt\"]}"
                .formatted(first.name(), second.name());
        try (var worker = new TestWorker(client.socket(null), register)) {
            client.submitted(first, client.user, "one");
            client.submitted(second, client.user, "two");
            var spaces = List.of(
                    worker.awaitRequest().get("space_name").textValue(),
                    worker.awaitRequest().get("space_name").textValue());
            assertThat(spaces).containsExactlyInAnyOrder(first.name(), second.name());
        }
    }

    @Test
    void workIsFinishedAfterTheTokenEndsAndThenTheConnection() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var token = client.tokens.worker(space.name()).expiresInSeconds(2).sign();
        try (var worker = new TestWorker(client.socket(token), register(space.name()))) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.await("drain");
            worker.complete(request, "done");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4401);
            assertThat(client.status(id)).isEqualTo("completed");
        }
    }

    @Test
    void aNewTokenKeepsTheConnection() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var account = UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        var brief = worker(space, account, key, 3);
        var longer = worker(space, account, key, 600);
        var stranger = worker(space, UUID.randomUUID(), key, 600);
        try (var worker = new TestWorker(client.socket(brief), register(space.name()))) {
            worker.socket.send("{\"type\":\"authenticate\",\"token\":\"" + stranger + "\"}");
            assertThat(worker.await("authenticate_response").get("success").booleanValue())
                    .isFalse();
            worker.socket.send("{\"type\":\"authenticate\",\"token\":\"" + longer + "\"}");
            assertThat(worker.await("authenticate_response").get("success").booleanValue())
                    .isTrue();
            try (var other = new TestWorker(client.socket(brief), register(space.name()))) {
                assertThat(other.socket.awaitClose().code()).isEqualTo(4401);
            }
            assertThat(worker.socket.isOpen()).isTrue();
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
        }
    }

    @Test
    void theTokenMayStandInTheAddress() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var token = client.tokens.worker(space.name()).sign();
        var socket = TestSocket.open("ws://localhost:" + client.port + "/ws/worker?token=" + token, Map.of());
        try (var worker = new TestWorker(socket, register(space.name()))) {
            assertThat(worker.registration.get("success").booleanValue()).isTrue();
        }
    }

    @Test
    void theSpacesStatusFollowsItsWorkers() {
        var space = client.space();
        try (var events = EventReader.open(client.request(space.path() + "/status/events", client.user))) {
            assertThat(events.next().data().get("connected_workers").intValue()).isZero();
            try (var worker = client.worker(space, 3)) {
                assertThat(events.next().data().get("capacity").intValue()).isEqualTo(3);
                client.submitted(space, client.user, "hi");
                worker.awaitRequest();
                assertThat(events.next(event -> event.name().equals("status")
                                        && event.data().get("running").intValue() == 1)
                                .data()
                                .get("busy_workers")
                                .intValue())
                        .isOne();
            }
            assertThat(events.next(event -> event.name().equals("status")
                                    && event.data().get("connected_workers").intValue() == 0)
                            .data()
                            .get("queue_length")
                            .intValue())
                    .isLessThanOrEqualTo(1);
        }
    }
}
