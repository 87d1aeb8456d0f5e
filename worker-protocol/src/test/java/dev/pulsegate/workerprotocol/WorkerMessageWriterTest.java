package dev.pulsegate.workerprotocol;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerMessageWriterTest {

    private static final Attempt ATTEMPT = new Attempt("r", 1, "l");
    private static final String ABOUT = "\"request_id\":\"r\",\"attempt\":1,\"lease\":\"l\"";

    private final WorkerMessageWriter writer = new WorkerMessageWriter();
    private final JsonNodeFactory json = JsonNodeFactory.instance;

    @Test
    void whatIsNoJsonIsNotWritten() {
        var result = JsonNodeFactory.instance.objectNode();
        result.putArray("x").add(1).add(Double.NaN);
        assertThatThrownBy(() -> new WorkerMessageWriter()
                        .write(new WorkerMessage.Completed(new Attempt("r", 1, "l"), RawJson.of(result))))
                .hasMessage("the result is not JSON: NaN");
    }

    @Test
    void messagesAreWrittenAsTheProtocolHasThem() {
        assertThat(writer.write(new WorkerMessage.Register(List.of("A"), 1, null, null, Set.of(), List.of())))
                .isEqualTo("{\"type\":\"register\",\"spaces\":[\"A\"],\"capacity\":1}");
        assertThat(writer.write(new WorkerMessage.Progress(ATTEMPT, new BigDecimal("0.5"), "half")))
                .isEqualTo("{\"type\":\"inference_progress\"," + ABOUT + ",\"progress\":0.5,\"message\":\"half\"}");
        assertThat(writer.write(new WorkerMessage.Progress(ATTEMPT, null, null)))
                .isEqualTo("{\"type\":\"inference_progress\"," + ABOUT + "}");
        assertThat(writer.write(new WorkerMessage.DataChunk(ATTEMPT, 4, RawJson.of(json.arrayNode()))))
                .isEqualTo("{\"type\":\"inference_chunk\"," + ABOUT + ",\"seq\":4,\"data\":[]}");
        assertThat(writer.write(new WorkerMessage.Failed(ATTEMPT, "why", true)))
                .isEqualTo("{\"type\":\"inference_result\"," + ABOUT
                        + ",\"status\":\"failed\",\"result\":{\"error\":\"why\",\"retryable\":true}}");
        assertThat(writer.write(new WorkerMessage.Authenticate("t")))
                .isEqualTo("{\"type\":\"authenticate\",\"token\":\"t\"}");
        assertThat(writer.write(new WorkerMessage.Drain())).isEqualTo("{\"type\":\"drain\"}");
    }

    @Test
    void halfACharacterIsReplacedAsItCannotBeSent() {
        assertThat(writer.write(new WorkerMessage.TextChunk(ATTEMPT, 0, "a\ud83d b 😀")))
                .endsWith("\"text\":\"a? b 😀\"}");
    }

    @Test
    void whatIsTooLongIsRefused() {
        var justRight = RawJson.of(json.objectNode().put("t", "x".repeat(ProtocolLimits.MAX_RESULT_BYTES - 8)));
        var tooLong = RawJson.of(json.objectNode().put("t", "x".repeat(ProtocolLimits.MAX_RESULT_BYTES - 7)));
        var data = RawJson.of(json.textNode("x".repeat(ProtocolLimits.MAX_MESSAGE_BYTES)));

        assertThat(writer.write(new WorkerMessage.Completed(ATTEMPT, justRight)))
                .contains("completed");
        assertThatThrownBy(() -> writer.write(new WorkerMessage.Completed(ATTEMPT, tooLong)))
                .isInstanceOf(MessageTooLargeException.class);
        assertThatThrownBy(() -> writer.write(new WorkerMessage.DataChunk(ATTEMPT, 0, data)))
                .isInstanceOf(MessageTooLargeException.class);
    }

    @Test
    void longMessagesAreCutAndNeverWithinACharacter() {
        var cut = ProtocolLimits.cutWords("x" + "😀".repeat(2000));

        assertThat(cut).hasSizeLessThanOrEqualTo(2000).endsWith("😀…");
        assertThat(ProtocolLimits.cutWords("short")).isEqualTo("short");
    }
}
