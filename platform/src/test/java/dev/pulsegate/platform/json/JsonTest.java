package dev.pulsegate.platform.json;

import java.io.UncheckedIOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {

    @Test
    void membersAreWrittenInOrderAndTextIsQuoted() {
        var object = Json.object().with("a", "\"quoted\"\n").with("b", 3).withJson("c", "[1e400]");

        assertThat(object).hasToString("{\"a\":\"\\\"quoted\\\"\\n\",\"b\":3,\"c\":[1e400]}");
        assertThat(Json.object()).hasToString("{}");
    }

    @Test
    void valuesOfAnArrayAreTakenAsTheyStand() {
        assertThat(Json.object().withArray("a", List.of("1e400", "{}"))).hasToString("{\"a\":[1e400,{}]}");
        assertThat(Json.object().withArray("a", List.of())).hasToString("{\"a\":[]}");
    }

    @Test
    void membersOfAnotherObjectAreTakenAsTheyStand() {
        assertThat(Json.object().with("a", 1).withMembersOf(" { \"b\": {\"c\":2} } "))
                .hasToString("{\"a\":1, \"b\": {\"c\":2} }");
        assertThat(Json.object().with("a", 1).withMembersOf("{ }")).hasToString("{\"a\":1}");
        assertThat(Json.object().withMembersOf("{}").with("a", 1)).hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1e400}|1e400",
                "{\"b\":[{\"a\":0}],\"a\": 12.50 ,\"c\":1}|12.50",
                "{\"a\":\"x\\\"}\\u00e9\"}|\"x\\\"}\\u00e9\"",
                "{\"a\":{\"b\":[1, 2]},\"c\":0}|{\"b\":[1, 2]}",
                "{\"a\":null}|null",
                "{\"a\":true}|true",
                "{\"a\":-0}|-0"
            })
    void aMembersValueIsReadAsItStands(String object, String value) {
        assertThat(Json.member(object, "a")).contains(value);
    }

    @Test
    void aMemberThatIsNotThereIsNotFound() {
        assertThat(Json.member("{\"b\":{\"a\":1}}", "a")).isEmpty();
        assertThatThrownBy(() -> Json.member("{\"b\":", "a")).isInstanceOf(UncheckedIOException.class);
    }
}
