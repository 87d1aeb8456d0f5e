package dev.pulsegate.workerprotocol;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayMessageWriterTest {

    private final GatewayMessageWriter writer = new GatewayMessageWriter();

    @Test
    void messagesAreWrittenAsTheProtocolHasThem() {
        assertThat(writer.write(new GatewayMessage.Registered(
                        "Registered.", "c", List.of(new GatewayMessage.SpaceName("7", "é\u2028😀/\"")))))
                .isEqualTo("{\"success\":true,\"message\":\"Registered.\",\"connection_id\":\"c\",\"space_id\":\"7\","
                        + "\"spaces\":[{\"id\":\"7\",\"name\":\"é\u2028😀/\\\"\"}],\"type\":\"register_response\"}");
        assertThat(writer.write(new GatewayMessage.RegistrationRefused("no")))
                .isEqualTo("{\"success\":false,\"message\":\"no\",\"type\":\"register_response\"}");
        assertThat(writer.write(new GatewayMessage.ResultResponse("r", 1, true, "Taken.")))
                .isEqualTo("{\"request_id\":\"r\",\"attempt\":1,\"accepted\":true,\"message\":\"Taken.\","
                        + "\"type\":\"inference_result_response\"}");
        assertThat(writer.write(new GatewayMessage.Cancel("r", 1, "why")))
                .isEqualTo("{\"request_id\":\"r\",\"attempt\":1,\"reason\":\"why\",\"type\":\"inference_cancel\"}");
        assertThat(writer.write(new GatewayMessage.AuthenticateResponse(true, "m")))
                .isEqualTo("{\"success\":true,\"message\":\"m\",\"type\":\"authenticate_response\"}");
        assertThat(writer.write(new GatewayMessage.Drain())).isEqualTo("{\"type\":\"drain\"}");
        assertThat(writer.write(new GatewayMessage.Reconnect(350)))
                .isEqualTo("{\"after_millis\":350,\"type\":\"reconnect\"}");
        assertThat(writer.write(new GatewayMessage.Refused("malformed", "m", null, null)))
                .isEqualTo("{\"code\":\"malformed\",\"message\":\"m\",\"type\":\"error\"}");
        assertThat(writer.write(new GatewayMessage.Refused("malformed", "m", "r", 3)))
                .isEqualTo("{\"code\":\"malformed\",\"message\":\"m\",\"request_id\":\"r\",\"attempt\":3,"
                        + "\"type\":\"error\"}");
    }

    @Test
    void aPayloadIsWrittenAsItStands() {
        assertThat(writer.write(new InferenceRequest(
                        new Attempt("r", 1, "l"),
                        "s",
                        "alice",
                        Instant.parse("2030-01-01T00:00:00Z"),
                        RawJson.ofText("{\"prompt\":\"hi\", \"x\":1e400}"),
                        List.of(new InputFile("a", "audio", "audio/wav", 7, "/u")),
                        new UploadTarget("p", "f", "c"),
                        null)))
                .isEqualTo("{\"request_id\":\"r\",\"attempt\":1,\"lease\":\"l\",\"space_name\":\"s\","
                        + "\"username\":\"alice\",\"deadline\":\"2030-01-01T00:00:00Z\","
                        + "\"payload\":{\"prompt\":\"hi\", \"x\":1e400},"
                        + "\"files\":[{\"name\":\"a\",\"kind\":\"audio\",\"content_type\":\"audio/wav\",\"size\":7,"
                        + "\"url\":\"/u\"}],\"upload\":{\"put_url\":\"p\",\"final_url\":\"f\",\"content_type\":\"c\"},"
                        + "\"type\":\"inference_request\"}");
    }

    @Test
    void aTreeHasTheSameMembersAndExactNumbers() {
        var request = Samples.ofTheGateway().stream()
                .filter(InferenceRequest.class::isInstance)
                .findFirst()
                .orElseThrow();

        assertThat(writer.tree(request)).hasToString(writer.write(request));
    }
}
