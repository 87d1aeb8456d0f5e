package dev.pulsegate.auth.audit;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.log.CapturedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit log as an administrator reads it, and as the log has it. */
final class Events {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINE = "INFO dev.pulsegate.audit: ";

    private final Http http = Http.fromNewAddress();
    private final String[] admin = Http.bearer(http.adminToken());

    Answer ask(String query) {
        return http.get("/api/auth/audit?" + query, admin);
    }

    /** The latest that match, the latest first. */
    List<JsonNode> of(String query) {
        var answer = ask("size=200&" + query);
        assertThat(answer.status()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("items").spliterator(), false)
                .toList();
    }

    /** Those of them that came from an address. */
    List<JsonNode> from(Http caller, String query) {
        return of(query).stream()
                .filter(event -> event.path("address").textValue().equals(caller.address()))
                .toList();
    }

    /** What the log says of an address, each line read as JSON, in order. */
    static List<JsonNode> logged(CapturedLog log, Http caller) {
        return log.messages().stream()
                .filter(message -> message.startsWith(LINE))
                .map(message -> read(message.substring(LINE.length())))
                .filter(line -> line.path("address").textValue().equals(caller.address()))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    static List<String> actions(List<JsonNode> events) {
        return events.stream().map(event -> event.path("action").textValue()).toList();
    }
}
