package dev.pulsegate.gateway.it;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.testkit.api.ApiWalk;
import dev.pulsegate.testkit.api.RawRequest;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.management.ManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Text and numbers nobody can use are refused with 400 that names the field, wherever they are sent. */
@GatewayServiceTest
class HostileInputIT {

    private static final String HOOK =
            "{\"prompt\":\"p\",\"webhook\":{\"url\":\"https://a.example/%s\",\"secret\":\"whsec_" + "A".repeat(32)
                    + "\"}}";

    private final GatewayClient client = new GatewayClient();
    private final URI base = URI.create("http://localhost:" + client.port);

    @Test
    void noParameterAndNoFieldOfAnyRouteBreaksAnything() throws Exception {
        var document = new ObjectMapper()
                .readTree(ManagementPort.get("/q/openapi?format=json").body());
        try (var walk = new ApiWalk(base, client.admin, document)) {
            assertThat(walk.wrongAnswers()).isEmpty();
            assertThat(walk.sent()).isGreaterThan(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"prompt\":\"a\\u0000b\"} | prompt",
                "{\"prompt\":\"p\",\"parameters\":{\"a\":[{\"b\":\"\\ud800\"}]}} | parameters.a[0].b",
                "{\"prompt\":\"p\",\"parameters\":{\"a\":1e400}} | parameters.a",
                "{\"prompt\":\"p\",\"parameters\":{\"a\\u0000\":1}} | parameters",
                "{\"prompt\":\"p\",\"audio_url\":\"https://a.example/\\u0001\"} | audio_url",
                "{\"prompt\":\"p\",\"priority\":99999999999} | priority",
                "{\"prompt\":\"p\",\"priority\":10} | priority"
            })
    void aSubmissionThatCannotBeKeptNamesItsField(String body, String field) {
        var answer = client.submit(client.space(), client.user, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().at("/violations/0/field").textValue()).endsWith(field);
    }

    @Test
    void aWebhooksAddressAndASpacesWordsAreLookedAtAsWell() {
        var space = client.space();
        var hook = client.submit(space, client.user, HOOK.formatted("\\u0000"));
        assertThat(hook.status()).isEqualTo(400);
        assertThat(hook.json().at("/violations/0/field").textValue()).isEqualTo("webhook.url");
        var described = client.send("PATCH", space.path(), client.admin, "{\"description\":\"a\\u0000b\"}");
        assertThat(described.status()).isEqualTo(400);
        assertThat(described.json().at("/violations/0/field").textValue()).isEqualTo("description");
        var covered = client.send("PATCH", space.path(), client.admin, "{\"cover\":\"/a\\u0000b\"}");
        assertThat(covered.status()).isEqualTo(400);
    }

    @Test
    void aNameWrittenAsAnEscapedPairIsTaken() {
        var answer =
                client.submit(client.space(), client.user, "{\"prompt\":\"p\",\"parameters\":{\"\\ud83d\\ude00\":1}}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(client.get("/api/requests/" + answer.text("id"), client.user)
                        .json()
                        .at("/input/parameters/😀")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aFormsFieldsAndFileNamesAreLookedAt() {
        var space = client.space("\"inputs\":[\"prompt\",\"file\"]");
        assertThat(form(space, "Content-Disposition: form-data; name=\"prompt\"\r\n\r\na\0b"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.text("detail")).contains("prompt"));
        for (var name : new String[] {"a\0b.txt", "a\u001bb.txt"}) {
            assertThat(form(
                            space,
                            "Content-Disposition: form-data; name=\"other_file\"; filename=\"" + name
                                    + "\"\r\nContent-Type: text/plain\r\n\r\nx"))
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                    .satisfies(answer -> assertThat(answer.text("detail")).contains("other_file"));
        }
    }

    private Answer form(GatewayClient.Space space, String part) {
        var body = "--b\r\n" + part + "\r\n--b--\r\n";
        return client.exchange(client.request(space.path() + "/requests", client.user)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    @Test
    void theFormsOfThePagesAreLookedAt() {
        var answer = client.exchange(client.request("/admin/space/add", client.admin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=s" + UUID.randomUUID() + "&description=a%00b&card_type=websockets"))
                .build());
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void addressesAndHeadersAreLookedAt() {
        for (var target :
                new String[] {"/api/requests?before=%1b", "/api/spaces?page=%zz", "/%", "/ws/worker?token=%00"}) {
            assertThat(RawRequest.status(base, "GET", target, client.admin))
                    .as(target)
                    .isEqualTo(400);
        }
        for (var target : new String[] {"/api/spaces/%00", "/app/%00", "/%1b%5b2J"}) {
            assertThat(RawRequest.status(base, "GET", target, client.admin))
                    .as(target)
                    .isEqualTo(404);
        }
        assertThat(RawRequest.status(base, "GET", "/api/spaces", client.admin, "X-Odd: a\u0001b"))
                .isEqualTo(400);
        assertThat(RawRequest.status(base, "GET", "/api/spaces", client.admin, "X-Odd: a\tb"))
                .isEqualTo(200);
    }

    @Test
    void aWorkerForASpaceThatCannotBeIsToldThatThereIsNone() {
        try (var socket = client.socket(null)) {
            socket.send("{\"type\":\"register\",\"spaces\":[\"a\\u0000b\"]}");
            assertThat(socket.awaitClose().code()).isEqualTo(4404);
        }
    }

    @Test
    void aWorkersNameIsOneLine() {
        var space = client.space();
        try (var socket = client.socket(null)) {
            socket.send("{\"type\":\"register\",\"spaces\":[\"%s\"],\"worker_name\":\"a\\u001b[2J\"}"
                    .formatted(space.name()));
            var answer = Answer.parse(socket.awaitText());
            assertThat(answer.path("code").textValue()).isEqualTo("malformed");
            assertThat(answer.path("message").textValue()).contains("worker_name");
        }
    }
}
