package dev.pulsegate.worker.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameWriterTest {

    private static final Attempt ATTEMPT = new Attempt("r", 1, "l");
    private static final String ABOUT = "\"request_id\":\"r\",\"attempt\":1,\"lease\":\"l\"";

    private final FrameWriter writer = new FrameWriter();
    private final JsonNodeFactory json = JsonNodeFactory.instance;

    @Test
    void whatIsNoJsonIsNotWritten() {
        var result = JsonNodeFactory.instance.objectNode();
        result.putArray("x").add(1).add(Double.NaN);
        assertThatThrownBy(() -> new FrameWriter().write(new WorkerMessage.Completed(new Attempt("r", 1, "l"), result)))
                .hasMessage("the result is not JSON: NaN");
    }

    @Test
    void messagesAreWrittenAsTheProtocolHasThem() {
        assertThat(writer.write(new WorkerMessage.Register(
                        List.of("A"), 1, Optional.empty(), Optional.empty(), Set.of(), List.of())))
                .isEqualTo("{\"type\":\"register\",\"spaces\":[\"A\"],\"capacity\":1}");
        assertThat(writer.write(new WorkerMessage.Progress(ATTEMPT, OptionalDouble.of(0.5), Optional.of("half"))))
                .isEqualTo("{\"type\":\"inference_progress\"," + ABOUT + ",\"progress\":0.5,\"message\":\"half\"}");
        assertThat(writer.write(new WorkerMessage.Progress(ATTEMPT, OptionalDouble.empty(), Optional.empty())))
                .isEqualTo("{\"type\":\"inference_progress\"," + ABOUT + "}");
        assertThat(writer.write(new WorkerMessage.DataChunk(ATTEMPT, 4, json.arrayNode())))
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
        var justRight = json.objectNode().put("t", "x".repeat(ProtocolLimits.MAX_RESULT_BYTES - 8));
        var tooLong = json.objectNode().put("t", "x".repeat(ProtocolLimits.MAX_RESULT_BYTES - 7));
        var data = json.textNode("x".repeat(ProtocolLimits.MAX_FRAME_BYTES));

        assertThat(writer.write(new WorkerMessage.Completed(ATTEMPT, justRight)))
                .contains("completed");
        assertThatThrownBy(() -> writer.write(new WorkerMessage.Completed(ATTEMPT, tooLong)))
                .isInstanceOf(FrameTooLargeException.class);
        assertThatThrownBy(() -> writer.write(new WorkerMessage.DataChunk(ATTEMPT, 0, data)))
                .isInstanceOf(FrameTooLargeException.class);
    }

    @Test
    void longMessagesAreCutAndNeverWithinACharacter() {
        var cut = ProtocolLimits.cutMessage("x" + "😀".repeat(2000));

        assertThat(cut).hasSizeLessThanOrEqualTo(2000).endsWith("😀…");
        assertThat(ProtocolLimits.cutMessage("short")).isEqualTo("short");
    }
}
