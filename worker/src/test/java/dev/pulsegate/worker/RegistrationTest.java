package dev.pulsegate.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.fake.FakeGateway.TokenAnswer;
import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.workerprotocol.InputKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistrationTest {

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aWorkerSaysWhatItServesAndIsRegistered() {
        try (var worker =
                RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.spaces("A", "B")
                        .capacity(3)
                        .name("gpu-1")
                        .version("1.2")
                        .inputs(Set.of(InputKind.AUDIO, InputKind.PROMPT)))) {
            var registration = gateway.connection().register();

            assertThat(registration.toString())
                    .isEqualTo(
                            "{\"type\":\"register\",\"spaces\":[\"A\",\"B\"],\"capacity\":3,\"worker_name\":\"gpu-1\","
                                    + "\"worker_version\":\"1.2\",\"inputs\":[\"prompt\",\"audio\"]}");
            var registered = worker.event(WorkerEvent.Registered.class);
            assertThat(registered).isEqualTo(new WorkerEvent.Registered(List.of("A", "B"), 3, "c1"));
        }
    }

    @Test
    void aKeyIsExchangedForATokenThatOpensTheSocket() {
        try (var worker = RunningWorker.start(
                gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_a+b/c="))) {
            var connection = gateway.registeredConnection();

            assertThat(gateway.tokenForm()).isEqualTo("grant_type=client_credentials&client_secret=pgk_a%2Bb%2Fc%3D");
            assertThat(connection.header("Authorization")).contains("Bearer token-1");
            assertThat(worker.isOver()).isFalse();
        }
    }

    @Test
    void withoutAKeyNoTokenIsSent() {
        try (var _ = RunningWorker.start(gateway.address(), new EchoHandler())) {
            assertThat(gateway.registeredConnection().header("Authorization")).isEmpty();
            assertThat(gateway.tokens()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4400, 4403, 4404, 4409})
    void aRefusedRegistrationEndsTheWorkerWithTheReason(int code) {
        var worker = RunningWorker.start(gateway.address(), new EchoHandler());
        var connection = gateway.connection();
        connection.next("register");
        connection.send("{'type':'register_response','success':false,'message':'There is no space S.'}");
        connection.close(code, "refused");

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Refused("There is no space S."));
        assertThat(gateway.hasNoConnection()).isTrue();
    }

    @Test
    void aGatewayThatIsStoppingIsNoRefusal() {
        try (var worker = RunningWorker.start(gateway.address(), new EchoHandler())) {
            var connection = gateway.connection();
            connection.next("register");
            connection.send("{'type':'register_response','success':false,'message':'stopping'}");
            connection.close(1001, "the server is stopping");

            gateway.registeredConnection();
            assertThat(worker.isOver()).isFalse();
        }
    }

    @Test
    void aWorkerMayKeepTryingThoughRefused() {
        try (var worker = RunningWorker.start(
                gateway.address(), new EchoHandler(), settings -> settings.keepTryingWhenRefused(true))) {
            var connection = gateway.connection();
            connection.next("register");
            connection.send("{'type':'register_response','success':false,'message':'not yet'}");
            connection.close(4404, "not found");

            gateway.registeredConnection();
            assertThat(worker.event(WorkerEvent.Retrying.class).reason()).isEqualTo("not yet");
        }
    }

    @Test
    void aWrongKeyEndsTheWorkerWithTheReason() {
        gateway.answerTokensWith(_ -> new TokenAnswer(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"The access key is not valid.\"}",
                Map.of()));
        var worker =
                RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_wrong"));

        assertThat(worker.end())
                .isEqualTo(new WorkerEnd.Refused("the access key was refused: The access key is not valid."));
        assertThat(gateway.hasNoConnection()).isTrue();
    }

    @Test
    void aSocketThatWantsATokenEndsAWorkerWithoutAKey() {
        gateway.answerHandshakesWith(Optional.of(401));
        var worker = RunningWorker.start(gateway.address(), new EchoHandler());

        assertThat(worker.end())
                .isEqualTo(new WorkerEnd.Refused("an access key is needed: the gateway answered HTTP 401"));
    }

    @Test
    void aForbiddenHandshakeEndsTheWorker() {
        gateway.answerHandshakesWith(Optional.of(403));

        assertThat(RunningWorker.start(gateway.address(), new EchoHandler()).end())
                .isEqualTo(new WorkerEnd.Refused("the gateway answered HTTP 403: not allowed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503})
    void aGatewayThatCannotAnswerYetIsTriedAgain(int status) {
        gateway.answerHandshakesWith(Optional.of(status));
        try (var worker = RunningWorker.start(gateway.address(), new EchoHandler())) {
            assertThat(worker.event(WorkerEvent.Retrying.class).reason())
                    .contains("answered HTTP " + status + " instead of a WebSocket");
            gateway.answerHandshakesWith(Optional.empty());
            gateway.registeredConnection();
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedBeforeAnythingStarts() {
        var builder = WorkerClient.to(gateway.address());

        assertThatThrownBy(() -> builder.capacity(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.capacity(1001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.spaces(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.spaces(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.name("n".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.spaces("S").build()).isInstanceOf(IllegalStateException.class);
    }
}
