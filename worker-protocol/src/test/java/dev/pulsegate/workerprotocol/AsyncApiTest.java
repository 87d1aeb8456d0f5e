package dev.pulsegate.workerprotocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/worker.asyncapi.yaml} says what the messages, their limits and their codes are. */
class AsyncApiTest {

    private static final Pattern CLOSE_CODE = Pattern.compile("(?m)^ *\\| (\\d{4}) \\|");

    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        document = new YAMLMapper()
                .readTree(Path.of("..", "docs", "worker.asyncapi.yaml").toFile());
    }

    /** The members of each type of message that goes one way, by the document. */
    private static Map<String, Set<String>> documented(String operation) {
        var members = new TreeMap<String, Set<String>>();
        for (var reference : document.at("/operations/" + operation + "/messages")) {
            var name = reference.get("$ref").textValue().replaceFirst(".*/", "");
            var message = document.at("/components/messages/" + name);
            members.put(message.get("name").textValue(), names(message.at("/payload/properties")));
        }
        return members;
    }

    private static Map<String, Set<String>> written(Stream<String> texts) {
        var members = new TreeMap<String, Set<String>>();
        texts.map(AsyncApiTest::parsed)
                .forEach(message -> members.computeIfAbsent(message.get("type").textValue(), type -> new TreeSet<>())
                        .addAll(names(message)));
        return members;
    }

    private static JsonNode parsed(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void whatWorkersSayIsWhatIsDocumented() {
        var writer = new WorkerMessageWriter();
        var written = written(Samples.ofWorkers().stream().map(writer::write));
        // The library names all spaces in one list; others may name one so.
        written.get(WorkerMessage.REGISTER).add("space_name");

        assertThat(written).isEqualTo(documented("fromWorker"));
        assertThat(WorkerMessage.TYPES).containsExactlyInAnyOrderElementsOf(written.keySet());
    }

    @Test
    void whatTheGatewaySaysIsWhatIsDocumented() {
        var writer = new GatewayMessageWriter();

        assertThat(written(Samples.ofTheGateway().stream().map(writer::write))).isEqualTo(documented("toWorker"));
    }

    @Test
    void codesAreWhatIsDocumented() {
        var codes = new TreeSet<String>();
        document.at("/components/messages/error/payload/properties/code/enum")
                .forEach(code -> codes.add(code.textValue()));
        assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::wireName)).containsExactlyInAnyOrderElementsOf(codes);

        var description = document.at("/info/description").textValue();
        assertThat(description).contains("closes with " + CloseCode.NORMAL.code() + " when it is done");
        assertThat(CLOSE_CODE.matcher(description).results().map(row -> Integer.parseInt(row.group(1))))
                .containsExactlyInAnyOrderElementsOf(Stream.of(CloseCode.values())
                        .filter(code -> code != CloseCode.NORMAL)
                        .map(CloseCode::code)
                        .toList());
    }

    @Test
    void limitsAreWhatIsDocumented() {
        assertThat(limit("register", "spaces/maxItems")).isEqualTo(ProtocolLimits.MAX_SPACES);
        assertThat(limit("register", "capacity/maximum")).isEqualTo(ProtocolLimits.MAX_CAPACITY);
        assertThat(limit("register", "space_name/maxLength")).isEqualTo(ProtocolLimits.MAX_NAME_CHARS);
        assertThat(limit("register", "worker_name/maxLength")).isEqualTo(ProtocolLimits.MAX_NAME_CHARS);
        assertThat(limit("register", "worker_version/maxLength")).isEqualTo(ProtocolLimits.MAX_NAME_CHARS);
        assertThat(limit("register", "held/maxItems")).isEqualTo(ProtocolLimits.MAX_HELD);
        assertThat(limit("authenticate", "token/maxLength")).isEqualTo(ProtocolLimits.MAX_TOKEN_CHARS);
        assertThat(limit("inferenceProgress", "message/maxLength")).isEqualTo(ProtocolLimits.MAX_WORDS_CHARS);
        assertThat(document.at("/info/description").textValue()).contains("1 MiB, a result in it 512 KiB");
        assertThat(ProtocolLimits.MAX_MESSAGE_BYTES).isEqualTo(1024 * 1024);
        assertThat(ProtocolLimits.MAX_RESULT_BYTES).isEqualTo(512 * 1024);
    }

    private static int limit(String message, String property) {
        return document.at("/components/messages/" + message + "/payload/properties/" + property)
                .intValue();
    }
}
