package dev.pulsegate.gateway.space;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.contracts.SpaceOperators;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayClient.Space;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.it.TestWorker;
import dev.pulsegate.gateway.worker.socketio.SioWorker;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

@GatewayServiceTest
class OperatorsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final GatewayClient client = new GatewayClient();

    @Inject
    HeardOperators heard;

    @Inject
    @DataSource("gateway")
    AgroalDataSource dataSource;

    AmqpBroker broker;

    private Space space(String operators, String... members) {
        var all = new java.util.ArrayList<>(List.of(members));
        all.add("\"worker_access\":\"KEY\"");
        all.add("\"operators\":[" + operators + "]");
        return client.space(all.toArray(String[]::new));
    }

    private void operators(Space space, String operators) {
        assertThat(client.send("PATCH", space.path(), client.admin, "{\"operators\":[" + operators + "]}")
                        .status())
                .isEqualTo(200);
    }

    private static String register(Space... spaces) {
        var names = java.util.Arrays.stream(spaces)
                .map(space -> "\"" + space.name() + "\"")
                .toList();
        return "{\"type\":\"register\",\"spaces\":[" + String.join(",", names) + "],\"capacity\":2}";
    }

    private TestSocket workerOf(String owner, String... scope) {
        return client.socket(client.tokens.workerOf(owner, scope).sign());
    }

    private void assertMayNotServe(Space space, String owner) {
        try (var socket = workerOf(owner, "*")) {
            socket.send(register(space));
            var answer = socket.awaitJson();
            assertThat(answer.get("success").booleanValue()).isFalse();
            assertThat(answer.get("message").textValue()).contains("no operator");
            assertThat(socket.awaitClose().code()).isEqualTo(4403);
        }
    }

    @Test
    void aKeyIsGoodOnlyWhereItsOwnerOperatesWhateverItsScope() {
        var own = space("\"Ada\"");
        var others = space("\"bob\"");
        var nobodys = space("");

        assertMayNotServe(others, "ada");
        assertMayNotServe(nobodys, "ada");
        for (var name : List.of("ada", "ADA")) {
            try (var worker = new TestWorker(workerOf(name, "*"), register(own))) {
                assertThat(worker.registration.get("success").booleanValue()).isTrue();
            }
        }
    }

    @Test
    void whoSeemsToBeAnOperatorOfAnotherNameIsNone() {
        var space = space("\"ada\"");
        for (var name : List.of("ada2", "ad", "аda", "ada ", "")) {
            assertMayNotServe(space, name);
        }
    }

    @Test
    void whoIsMadeAnOperatorMayServeAtOnceAndWhoIsNoneAnyMoreMayNot() {
        var space = space("");
        operators(space, "\"ada\"");
        new TestWorker(workerOf("ada", space.name()), register(space)).close();
        operators(space, "");
        assertMayNotServe(space, "ada");
    }

    @Test
    void whoLosesTheRightLosesTheWorkWithoutACountedAttempt() {
        var space = space("\"ada\"", "\"attempt_limit\":1");
        try (var losing = new TestWorker(workerOf("ada", space.name()), register(space))) {
            var id = client.submitted(space, client.user, "hi");
            var request = losing.awaitRequest();
            operators(space, "");

            assertThat(losing.await("inference_cancel").get("request_id")).isEqualTo(request.get("request_id"));
            assertThat(losing.await("error").get("code").textValue()).isEqualTo("forbidden");
            assertThat(losing.socket.awaitClose().code()).isEqualTo(4403);
            Eventually.holds(PATIENCE, () -> assertThat(client.status(id)).isEqualTo("queued"));
            try (var heir =
                    new TestWorker(client.socket(client.tokens.worker("*").sign()), register(space))) {
                heir.complete(heir.awaitRequest(), "done");
                assertThat(heir.awaitAnswer().get("accepted").booleanValue()).isTrue();
                assertThat(client.status(id)).isEqualTo("completed");
            }
        }
    }

    @Test
    void whatAnotherReplicaTakesAwayIsTakenAwayHereToo() throws Exception {
        var space = space("\"ada\"");
        try (var worker = new TestWorker(workerOf("ada", space.name()), register(space));
                var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            // As the other one would have done it.
            statement.executeUpdate(
                    "update space set operators = '{}', version = version + 1 where id = '" + space.id() + "'");
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4403);
        }
    }

    @Test
    void whoStillServesAnotherSpaceGoesOnThere() {
        var lost = space("\"ada\"");
        var kept = space("\"ada\"");
        try (var worker = new TestWorker(workerOf("ada", "*"), register(lost, kept))) {
            operators(lost, "\"bob\"");
            assertThat(worker.await("error").get("code").textValue()).isEqualTo("forbidden");
            var waits = client.submitted(lost, client.user, "not for ada");
            var done = client.submitted(kept, client.user, "for ada");
            var request = worker.awaitRequest();
            assertThat(request.get("request_id").textValue()).isEqualTo(done);
            worker.complete(request, "done");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            assertThat(client.status(waits)).isEqualTo("queued");
        }
    }

    @Test
    void whoComesWithoutAKeyIsSentAwayWhenTheSpaceWantsOne() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.send("PATCH", space.path(), client.admin, "{\"worker_access\":\"KEY\"}");
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4403);
        }
    }

    @Test
    void aLaterTokenThatGivesLessTakesTheSpaceAway() {
        var space = space("");
        var account = UUID.randomUUID().toString();
        var key = UUID.randomUUID().toString();
        var asAdministrator = client.tokens
                .worker("*")
                .claim("sub", account)
                .claim("access_key_id", key)
                .sign();
        var asPerson = client.tokens
                .workerOf("ada", "*")
                .claim("sub", account)
                .claim("access_key_id", key)
                .sign();
        try (var worker = new TestWorker(client.socket(asAdministrator), register(space))) {
            worker.socket.send("{\"type\":\"authenticate\",\"token\":\"" + asPerson + "\"}");
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4403);
        }
    }

    @Test
    void socketIoWorkersFollowTheSameRule() {
        var space = space("\"ada\"");
        var bobs = client.tokens.workerOf("bob", "*").sign();
        try (var stranger = SioWorker.withAuth(client.port, "token", bobs)) {
            assertThat(stranger.register(space.name()).get("success").booleanValue())
                    .isFalse();
            stranger.awaitEnd();
        }
        var adas = client.tokens.workerOf("ada", space.name()).sign();
        try (var worker = SioWorker.withAuth(client.port, "token", adas)) {
            assertThat(worker.register(space.name()).get("success").booleanValue())
                    .isTrue();
            var id = client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            operators(space, "");
            worker.awaitEnd();
            Eventually.holds(PATIENCE, () -> assertThat(client.status(id)).isEqualTo("queued"));
        }
    }

    @Test
    void aPersonsTokenOpensNoSocketForWorkers() {
        try (var person = client.socket(client.user);
                var admin = client.socket(client.admin);
                var device = client.socket(client.tokens.device("*").sign())) {
            for (var socket : List.of(person, admin, device)) {
                assertThat(socket.awaitClose().code()).isEqualTo(4403);
            }
        }
        try (var worker = client.socket(null)) {
            worker.send("{\"type\":\"authenticate\",\"token\":\"" + client.admin + "\"}");
            assertThat(worker.awaitJson().get("success").booleanValue()).isFalse();
        }
        try (var person = SioWorker.withAuth(client.port, "token", client.admin)) {
            assertThat(person.await("44").data().get("message").textValue()).contains("Only a worker");
        }
    }

    @Test
    void operatorsAreShownToThemselvesAndToAdministrators() {
        var space = space("\"Ada\",\"bob\",\"ADA\"");
        var operator = client.tokens.user().claim("preferred_username", "BOB").sign();
        var other = client.tokens.user().claim("preferred_username", "eve").sign();

        for (var token : List.of(client.admin, operator)) {
            assertThat(client.get(space.path(), token).json().get("operators").toString())
                    .isEqualTo("[\"Ada\",\"bob\"]");
        }
        assertThat(client.get(space.path(), other).json().has("operators")).isFalse();
        assertThat(client.get("/api/spaces?size=200", other).response().body()).doesNotContain("operators");
        assertThat(client.send("PATCH", space.path(), operator, "{\"operators\":[\"bob\"]}")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ada\"", "[null]", "[\"\"]", "[\"a b\"]", "[\"a\\u0000\"]", "[\"\\n\"]", "[[\"ada\"]]"})
    void whatAreNoOperatorsIsRefused(String operators) {
        var body = "{\"operators\":" + operators + "}";
        assertThat(client.send("PATCH", space("").path(), client.admin, body).status())
                .isEqualTo(400);
    }

    @Test
    void authServiceHearsOfEachChangeAndTheEndThoughTheBrokerIsAway() {
        var space = space("\"ada\"");
        Eventually.holds(
                PATIENCE,
                () -> assertThat(heard.of(space.id()).getLast().operators()).containsExactly("ada"));
        broker.stop();
        try {
            operators(space, "\"bob\"");
            assertThat(client.delete(space.path(), client.admin).status()).isEqualTo(200);
        } finally {
            broker.start();
        }
        Eventually.holds(PATIENCE, () -> assertThat(heard.of(space.id()))
                .extracting(SpaceOperators::version, SpaceOperators::deleted)
                .last()
                .satisfies(last -> assertThat(last.toList()).containsExactly(2L, true)));
    }
}
