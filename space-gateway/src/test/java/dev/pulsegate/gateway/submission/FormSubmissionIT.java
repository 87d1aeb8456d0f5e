package dev.pulsegate.gateway.submission;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.FileTraces;
import dev.pulsegate.gateway.file.Form;
import dev.pulsegate.gateway.file.GeneratedInput;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Submitting requests as forms, with files. */
@GatewayServiceTest
class FormSubmissionIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MAX_BYTES = 12_000_000;

    @Inject
    FileTraces traces;

    private final GatewayClient client = new GatewayClient();
    private final UUID account = UUID.randomUUID();
    private final String token = client.tokens.user(account).sign();

    private Answer submit(GatewayClient.Space space, String token, InputStream form, String... headers) {
        var request = client.request(space.path() + "/requests", token)
                .header("Content-Type", Form.TYPE)
                .POST(BodyPublishers.ofInputStream(() -> form));
        return client.exchange((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private GatewayClient.Space space(String... members) {
        var all = new String[members.length + 2];
        all[0] = "\"inputs\":[\"prompt\",\"audio\",\"file\"]";
        all[1] =
                "\"input_limits\":{\"prompt\":{\"max_bytes\":100},\"audio\":{\"max_bytes\":1000,\"types\":[\"audio/*\"]},"
                        + "\"file\":{\"max_bytes\":" + MAX_BYTES + "}}";
        System.arraycopy(members, 0, all, 2, members.length);
        return client.space(all);
    }

    private static Form withFile() {
        return new Form().file("other_file", "first.txt", "text/plain", "first");
    }

    @Test
    void fieldsMeanWhatTheMembersOfJsonMeanAndFilesReachTheWorker() {
        var space = space("\"user_priority\":3");
        try (var worker = client.worker(space, 1)) {
            var answer = submit(
                    space,
                    token,
                    new Form()
                            .field("prompt", "Was höre ich? 心")
                            .file("audio_file", "Ton 1.wav", "audio/wav", "sound")
                            .field("parameters", "{\"beams\":[4]}")
                            .field("priority", "2")
                            .field("audio_url", "")
                            .file("other_file", "", "application/octet-stream", "")
                            .file("other_file", "big.bin", "application/x-big", new GeneratedInput(MAX_BYTES))
                            .end());

            assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
            assertThat(answer.header("Location")).endsWith("/api/requests/" + answer.text("id"));
            assertThat(answer.text("status")).isEqualTo("queued");
            assertThat(answer.json().get("priority").intValue()).isEqualTo(2);
            var request = worker.awaitRequest();
            assertThat(request.at("/payload/prompt").textValue()).isEqualTo("Was höre ich? 心");
            assertThat(request.at("/payload/parameters").toString()).isEqualTo("{\"beams\":[4]}");
            assertThat(request.at("/payload/audio_url").isMissingNode()).isTrue();
            var sizes = new LinkedHashMap<String, Integer>();
            request.get("files")
                    .forEach(file -> sizes.put(
                            file.get("kind").textValue(), file.get("size").intValue()));
            assertThat(sizes).containsOnly(Map.entry("audio", 5), Map.entry("file", MAX_BYTES));
            request.get("files").forEach(file -> {
                var url = file.get("url").textValue();
                var content = client.get(url.substring(url.indexOf("/files/")), null);
                assertThat(content.status()).isEqualTo(200);
                assertThat(content.header("Content-Length"))
                        .isEqualTo(file.get("size").asText());
            });
        }
    }

    @Test
    void aFileAloneIsEnoughAndTheAnswerCanWaitForTheEnd() throws Exception {
        var space = space();
        try (var worker = client.worker(space, 1)) {
            var serving = Thread.ofVirtual().start(() -> worker.complete(worker.awaitRequest(), "heard"));
            var answer = submit(
                    space,
                    token,
                    new Form().file("audio", "a.wav", "audio/wav", "sound").end(),
                    "Prefer",
                    "wait=30");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/result/text").textValue()).isEqualTo("heard");
            serving.join();
        }
    }

    @Test
    void theSameFormUnderTheSameKeyIsTheSameRequestAndLeavesNoSecondFile() {
        var space = space();
        var first = submit(space, token, withFile().end(), "Idempotency-Key", "form-1");
        var again = submit(space, token, withFile().end(), "Idempotency-Key", "form-1");
        var other = submit(
                space,
                token,
                new Form()
                        .file("other_file", "first.txt", "text/plain", "other")
                        .end(),
                "Idempotency-Key",
                "form-1");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(traces.rows(account)).isOne();
    }

    private String uploaded(String content) {
        var answer = client.exchange(client.request("/api/files?name=a.txt", token)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(content))
                .build());
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("id");
    }

    private Answer submitFile(GatewayClient.Space space, String key, String fileId) {
        return client.submit(space, token, "{\"files\":[\"" + fileId + "\"]}", "Idempotency-Key", key);
    }

    @Test
    void aRepeatIsAnsweredThoughTheRequestHasItsFilesAndTheSpaceTakesNoMore() {
        var space = space();
        var file = uploaded("content");
        var first = submitFile(space, "k", file);
        assertThat(first.status()).isEqualTo(202);
        assertThat(submitFile(space, "k", file).text("id")).isEqualTo(first.text("id"));
        var form = submit(space, token, withFile().end(), "Idempotency-Key", "f");

        client.send("PATCH", space.path(), client.admin, "{\"enabled\":false}");
        assertThat(submitFile(space, "k", file).text("id")).isEqualTo(first.text("id"));
        assertThat(submit(space, token, withFile().end(), "Idempotency-Key", "f")
                        .text("id"))
                .isEqualTo(form.text("id"));
        assertThat(submitFile(space, "k", uploaded("other content")).status()).isEqualTo(422);
        assertThat(submitFile(space, "new", uploaded("content")).status()).isEqualTo(409);
        assertThat(submitFile(space, "another", file).status()).isEqualTo(400);
    }

    @Test
    void aFormThatIsNoRequestLeavesNothingAndCostsNothing() {
        var space = space("\"daily_quota\":1");
        var refused = new LinkedHashMap<InputStream, Integer>();
        refused.put(new Form().end(), 400);
        refused.put(new Form().field("prompt", "  ").end(), 400);
        refused.put(new Form().field("prompt", "hi").cutShort(), 400);
        refused.put(withFile().field("prompt", "cut").cutShort(), 400);
        refused.put(withFile().field("prompt", "心".repeat(34)).end(), 400);
        refused.put(withFile().field("prompt", "x".repeat((1 << 20) + 1)).end(), 413);
        refused.put(withFile().field("parameters", "{").end(), 400);
        refused.put(withFile().field("parameters", "[1]").end(), 400);
        refused.put(withFile().field("priority", "high").end(), 400);
        refused.put(withFile().field("priority", "1").end(), 400);
        refused.put(withFile().field("priority", "-10").end(), 400);
        refused.put(withFile().field("audio_url", "ftp://example.org/a.wav").end(), 400);
        refused.put(withFile().field("prompt", "a").field("prompt", "b").end(), 400);
        refused.put(
                withFile().file("video_file", "v.mp4", "video/mp4", "not taken").end(), 400);
        refused.put(
                withFile()
                        .file("audio_file", "a.mp4", "video/mp4", "wrong type")
                        .end(),
                415);
        refused.put(
                withFile()
                        .file("audio_file", "a.wav", "audio/wav", "x".repeat(1001))
                        .end(),
                413);
        refused.put(
                withFile()
                        .file("other_file", "b", "text/plain", new GeneratedInput(MAX_BYTES + 1L))
                        .end(),
                413);
        refused.put(
                withFile()
                        .file("other_file", "b", "text/plain", new GeneratedInput(2L * MAX_BYTES))
                        .end(),
                413);
        refused.put(withFile().file("cat", "c.txt", "text/plain", "?").end(), 400);

        refused.forEach((form, status) -> {
            var answer = submit(space, token, form);
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(traces.rows(account)).isZero();
        });
        assertThat(submit(space, token, withFile().end()).status()).isEqualTo(202);
        var spent = submit(space, token, withFile().end());
        assertThat(spent.status()).isEqualTo(429);
        assertThat(spent.header("Retry-After")).isNotNull();
        assertThat(traces.rows(account)).isOne();
    }

    @Test
    void onlyPeopleSubmitAndOnlyToSpacesThatTakeRequests() {
        var space = space();
        assertThat(submit(space, null, withFile().end()).status()).isEqualTo(401);
        assertThat(submit(space, client.tokens.worker("*").sign(), withFile().end())
                        .status())
                .isEqualTo(403);
        assertThat(submit(
                                new GatewayClient.Space(UUID.randomUUID().toString(), ""),
                                token,
                                withFile().end())
                        .status())
                .isEqualTo(404);
        assertThat(submit(
                                new GatewayClient.Space("nonsense", ""),
                                token,
                                withFile().end())
                        .status())
                .isEqualTo(404);
        assertThat(submit(space("\"enabled\":false"), token, withFile().end()).status())
                .isEqualTo(409);
        assertThat(submit(
                                space("\"queue_without_workers\":false"),
                                token,
                                withFile().end())
                        .status())
                .isEqualTo(503);
        assertThat(submit(space, token, withFile().end(), "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(traces.rows(account)).isZero();
    }

    @Test
    void aSenderThatGoesAwayHalfWayLeavesNeitherFileNorRequest() throws IOException {
        var space = space();
        try (var socket = new Socket("localhost", client.port)) {
            var out = socket.getOutputStream();
            out.write(("POST " + space.path() + "/requests HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Type: " + Form.TYPE + "\r\nContent-Length: 10000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            withFile()
                    .file("other_file", "second.bin", "application/x-big", new GeneratedInput(1_000_000))
                    .cutShort()
                    .transferTo(out);
            out.flush();
            Eventually.holds(SOON, () -> assertThat(traces.rows(account)).isEqualTo(2));
        }

        Eventually.holds(SOON, () -> assertThat(traces.rows(account)).isZero());
        assertThat(client.get("/api/requests", token).json().get("total").intValue())
                .isZero();
    }
}
