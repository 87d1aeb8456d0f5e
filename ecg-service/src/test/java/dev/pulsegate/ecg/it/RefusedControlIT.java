package dev.pulsegate.ecg.it;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** What a viewer says that cannot be followed: it is told so, and nothing changes. */
@EcgServiceTest
class RefusedControlIT {

    private final EcgClient client = new EcgClient();

    private static JsonNode ask(TestSocket socket, String message) {
        socket.send(message);
        return socket.awaitJson(answer -> answer.has("type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"frame_period_millis\":1e400",
                "\"frame_period_millis\":NaN",
                "\"frame_period_millis\":1.5",
                "\"frame_period_millis\":-0",
                "\"frame_period_millis\":-1",
                "\"frame_period_millis\":39",
                "\"frame_period_millis\":1001",
                "\"frame_period_millis\":2147483648",
                "\"frame_period_millis\":99999999999999999999",
                "\"frame_period_millis\":\"100\"",
                "\"leads\":[\"I\\u0000\"]",
                "\"leads\":[\"\\ud800\"]",
                "\"unknown\":\"\\u0000\""
            })
    void whatNobodyCanUseChangesNothingAndIsSaidSo(String member) {
        try (var socket = client.watch("demo")) {
            var answer = ask(socket, "{\"type\":\"set\"," + member + "}");
            assertThat(answer.get("type").textValue()).isEqualTo("error");
            assertThat(socket.awaitJson().get("points")).hasSize(20);
        }
    }

    @Test
    void switchingToAnUnknownStreamIsAnErrorOneRecoversFrom() {
        try (var socket = client.watch("demo")) {
            assertThat(ask(socket, "{\"type\":\"start_stream\",\"stream\":\"nowhere\"}")
                            .get("code")
                            .textValue())
                    .isEqualTo("unknown_stream");
            assertThat(ask(socket, "{\"type\":\"start_stream\",\"stream\":\"demo\"}")
                            .get("state")
                            .textValue())
                    .isEqualTo("streaming");
            assertThat(socket.awaitJson().has("points")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | malformed",
                "'' | malformed",
                "{ | malformed",
                "[] | malformed",
                "null | malformed",
                "7 | malformed",
                "{} | malformed",
                "{\"type\":7} | malformed",
                "{\"type\":null} | malformed",
                "{\"type\":\"pause\"} {\"type\":\"pause\"} | malformed",
                "{\"type\":\"dance\"} | unknown_type",
                "{\"type\":\"\"} | unknown_type",
                "{\"type\":\"state\"} | unknown_type",
                "{\"type\":\"start_stream\",\"stream\":7} | invalid",
                "{\"type\":\"start_stream\",\"stream\":\"\"} | invalid",
                "{\"type\":\"set\",\"frame_period_millis\":39} | invalid",
                "{\"type\":\"set\",\"frame_period_millis\":1001} | invalid",
                "{\"type\":\"set\",\"frame_period_millis\":-160} | invalid",
                "{\"type\":\"set\",\"frame_period_millis\":99999999999999999999} | invalid",
                "{\"type\":\"set\",\"frame_period_millis\":160.5} | invalid",
                "{\"type\":\"set\",\"frame_period_millis\":\"160\"} | invalid",
                "{\"type\":\"set\",\"leads\":\"II\"} | invalid",
                "{\"type\":\"set\",\"leads\":[]} | invalid",
                "{\"type\":\"set\",\"leads\":[7]} | invalid",
                "{\"type\":\"set\",\"leads\":[null]} | invalid",
                "{\"type\":\"set\",\"leads\":[\"II\",\"II\"]} | invalid",
                "{\"type\":\"set\",\"leads\":[\"V9\"]} | invalid",
                "{\"type\":\"set\",\"leads\":{\"II\":1}} | invalid",
            })
    void whatCannotBeFollowedIsAnsweredByAnErrorAndChangesNothing(String message, String code) {
        try (var socket = client.watch("demo")) {
            long seq = socket.awaitJson().get("seq").longValue();
            socket.send(message);
            var error = socket.awaitJson(answer -> answer.has("type"));
            assertThat(error.get("type").textValue()).isEqualTo("error");
            assertThat(error.get("code").textValue()).isEqualTo(code);
            assertThat(error.get("message").textValue()).isNotBlank();
            assertThat(error).hasSize(3);
            var frame = socket.awaitJson();
            assertThat(frame.get("points")).hasSize(20);
            assertThat(frame.get("seq").longValue()).isGreaterThan(seq);
        }
    }

    @Test
    void deepNestingIsJustMalformed() {
        try (var socket = client.watch("demo")) {
            assertThat(ask(socket, "[".repeat(4000)).get("code").textValue()).isEqualTo("malformed");
            assertThat(ask(socket, "{\"a\":".repeat(800)).get("code").textValue())
                    .isEqualTo("malformed");
            assertThat(socket.awaitJson().has("points")).isTrue();
        }
    }

    @Test
    void aMessageThatIsTooLongForAControlMessageIsAnError() {
        try (var socket = client.watch("demo")) {
            var error = ask(socket, "{\"type\":\"pause\",\"x\":\"" + "x".repeat(5000) + "\"}");
            assertThat(error.get("code").textValue()).isEqualTo("too_large");
            assertThat(socket.awaitJson().has("points")).isTrue();
        }
    }

    @Test
    void aBinaryMessageIsAnError() {
        try (var socket = client.watch("demo");
                var binary = TestSocket.open(
                        client.address(client.target(client.tokens.user().sign(), "")),
                        Map.of(),
                        "pulsegate.ecg.v1.binary")) {
            socket.send(new byte[] {1, 2, 3});
            assertThat(socket.awaitJson(answer -> answer.has("type"))
                            .get("code")
                            .textValue())
                    .isEqualTo("malformed");
            assertThat(socket.awaitJson().has("points")).isTrue();
            binary.send(new byte[0]);
            binary.awaitJson(answer -> answer.path("type").asText().equals("error"));
            assertThat(binary.awaitBinary()).isNotEmpty();
        }
    }
}
