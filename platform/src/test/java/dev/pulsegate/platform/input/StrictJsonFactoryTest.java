package dev.pulsegate.platform.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StrictJsonFactoryTest {

    private final ObjectMapper mapper = new ObjectMapper(new StrictJsonFactory());

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Read(String text, Double number) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"b\":[\"x\",\"\\u0000\"]}} | a.b[1]",
                "{\"a\":{\"b\\u0000\":1}} | a",
                "{\"\\ud800\":1} | ''",
                "[{\"text\":\"\\udc00\"}] | [0].text",
                "{\"text\":\"\\u001b\"} | text",
                "{\"number\":1e400} | number",
                "{\"number\":-1e999} | number",
                "{\"nobody asks\":{\"deep\":[\"\\u0000\"]}} | nobody asks.deep[0]"
            })
    void whatNobodyCanUseIsRefusedWithItsPlace(String json, String field) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        var parsers = new JsonParser[] {
            mapper.createParser(json),
            mapper.createParser(bytes),
            mapper.createParser(new ByteArrayInputStream(bytes)),
            mapper.createParser(new StringReader(json)),
            mapper.copy().createParser(json)
        };
        for (var parser : parsers) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> mapper.readValue(parser, JsonNode.class));
        }
        assertThatExceptionOfType(UnfitInputException.class)
                .isThrownBy(() -> mapper.readValue(mapper.createParser(json), JsonNode.class))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void whatIsPassedOverIsLookedAtToo() {
        assertThatExceptionOfType(UnfitInputException.class)
                .isThrownBy(() -> mapper.readValue(
                        mapper.createParser("{\"unknown\":{\"x\":[[\"\\u0000\"]]},\"text\":\"a\"}"), Read.class));
    }

    @Test
    void whatIsFineIsReadAsEver() throws IOException {
        var json = "{\"text\":\"a\\n\\ud83d\\ude00\",\"unknown\":{\"x\":[1,{}]},\"number\":1e308}";
        assertThat(mapper.readValue(json.getBytes(StandardCharsets.UTF_8), Read.class))
                .isEqualTo(new Read("a\n😀", 1e308));
        assertThat(mapper.readValue("[-0.0, 12345678901234567890, 0.1]", JsonNode.class))
                .hasToString("[-0.0,12345678901234567890,0.1]");
    }

    /** As Python's json.dumps writes it; jackson-core 2.21.0 could not read it from bytes (its issue 1541). */
    @Test
    void aNameMayBeWrittenAsAnEscapedPair() throws IOException {
        var bytes = "{\"\\ud83d\\ude00\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(mapper.readTree(bytes).fieldNames()).toIterable().containsExactly("😀");
        assertThat(mapper.readTree(new ByteArrayInputStream(bytes)).fieldNames())
                .toIterable()
                .containsExactly("😀");
    }
}
