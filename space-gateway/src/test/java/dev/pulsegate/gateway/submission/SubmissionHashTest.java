package dev.pulsegate.gateway.submission;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubmissionHashTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES = List.of("aa", "bb");

    private static SubmissionHash hash(String parameters, List<String> files) {
        return SubmissionHash.of(submission(parameters), files);
    }

    private static SubmissionHash hashWithoutFiles(String parameters) {
        return SubmissionHash.withoutFiles(submission(parameters));
    }

    private static Submission submission(String parameters) {
        try {
            return new Submission("hi", null, JSON.readTree(parameters), List.of(), 1, null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String stored(String parameters) {
        return hash(parameters, FILES).under("key").bodyHash();
    }

    @Test
    void theHashNeverChanges() {
        assertThat(stored("{\"b\":[1,{\"d\":null,\"c\":2.50}],\"a\":\"\\u5fc3\"}"))
                .isEqualTo(
                        "v1:d07cd9427d0e99008e6359cf54884c7262ffd398f67575ec82032e3a46d3d116:8eae44cc9f517d836c01209fbb197924260b54101e3d5be260983d8d24c8e41b");
    }

    @Test
    void theOrderOfMembersMeansNothingAndAllElseDoes() {
        var stored = stored("{\"a\":{\"x\":1,\"y\":2},\"b\":[1,2]}");
        assertThat(hash("{\"b\":[1,2],\"a\":{\"y\":2,\"x\":1}}", FILES).isOf(stored))
                .isTrue();
        assertThat(hash("{\"b\":[2,1],\"a\":{\"y\":2,\"x\":1}}", FILES).isOf(stored))
                .isFalse();
        assertThat(hash("{\"a\":{\"x\":1,\"y\":2},\"b\":[1,2],\"c\":null}", FILES)
                        .isOf(stored))
                .isFalse();
        assertThat(hash("{\"a\":{\"x\":1,\"y\":2},\"b\":[1,2]}", List.of("bb", "aa"))
                        .isOf(stored))
                .isFalse();
    }

    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        var stored = stored("{\"a\":[100,2.5,0]}");
        assertThat(hash("{\"a\":[1e2,2.50,0.0]}", FILES).isOf(stored)).isTrue();
        assertThat(hash("{\"a\":[\"100\",2.5,0]}", FILES).isOf(stored)).isFalse();
        assertThat(hash("{\"a\":1e400}", FILES).isOf(stored("{\"a\":1e400}"))).isTrue();
    }

    @Test
    void filesThatAreGoneCannotTellTwoApart() {
        assertThat(hashWithoutFiles("{}").isOf(stored("{}"))).isTrue();
        assertThat(hashWithoutFiles("{\"a\":1}").isOf(stored("{}"))).isFalse();
    }

    @Test
    void whatAFormerReleaseKeptIsKnown() {
        // SHA-256 of "Submission[prompt=hi, audioUrl=null, parameters={"a":1}, files=[], priority=1, webhook=null] [aa,
        // bb]"
        var former = "271615ce27577319bddf63d40f1462f7a8973fc1ab62476890452a65d51e99e4";
        assertThat(hash("{\"a\":1}", FILES).isOf(former)).isTrue();
        assertThat(hash("{\"a\":1}", FILES).under("key").formerHash()).isEqualTo(former);
        assertThat(hash("{\"a\":2}", FILES).isOf(former)).isFalse();
    }
}
