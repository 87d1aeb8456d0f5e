package dev.pulsegate.gateway.prototype;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.file.FileTraces;
import dev.pulsegate.gateway.file.Form;
import dev.pulsegate.gateway.file.GeneratedInput;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;

import static dev.pulsegate.gateway.prototype.PrototypeClient.members;
import static dev.pulsegate.gateway.prototype.PrototypeClient.saysWhy;
import static org.assertj.core.api.Assertions.assertThat;

/** Submitting and asking for requests as the prototype's scripts do. */
@GatewayServiceTest
class PrototypeSubmitIT {

    private static final Map<String, String> PROMPT = Map.of("prompt", "hi");

    @Inject
    FileTraces traces;

    private final GatewayClient client = new GatewayClient();
    private final UUID account = UUID.randomUUID();
    private final PrototypeClient person =
            new PrototypeClient(client, client.tokens.user(account).sign());
    private final PrototypeClient stranger =
            new PrototypeClient(client, client.tokens.user().sign());
    private final PrototypeClient nobody = new PrototypeClient(client, null);

    @Test
    void filesAndAnAddressReachTheWorker() {
        var space = client.space("\"inputs\":[\"prompt\",\"audio\",\"video\",\"file\"]");
        try (var worker = client.worker(space, 1)) {
            var answer = person.submit(
                    space,
                    new Form()
                            .field("prompt", "look")
                            .field("audio_url", "https://example.org/a.wav")
                            .file("video_file", "heart.mp4", "video/mp4", "moving pictures")
                            .file("other_file", "notes.pdf", "application/pdf", "pages")
                            .end());

            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
            var request = worker.awaitRequest();
            assertThat(request.at("/payload/audio_url").textValue()).isEqualTo("https://example.org/a.wav");
            var files = new LinkedHashMap<String, String>();
            request.get("files")
                    .forEach(file -> files.put(
                            file.get("kind").textValue(), file.get("name").textValue()));
            assertThat(files).containsOnly(Map.entry("video", "heart.mp4"), Map.entry("file", "notes.pdf"));
            assertThat(client.get(local(request.at("/files/0/url").textValue()), null)
                            .response()
                            .body())
                    .isIn("moving pictures", "pages");
        }
    }

    private static String local(String url) {
        return url.substring(url.indexOf("/files/"));
    }

    @Test
    void withoutAnAppTheMissingConnectionIsNamedAndNothingIsSpentOrQueued() {
        var space = client.space("\"daily_quota\":1");

        var refused = person.submit(space, PROMPT);

        saysWhy(refused, 503);
        assertThat(refused.text("error")).contains("connected");
        assertThat(client.get(space.path() + "/status", client.admin)
                        .json()
                        .get("queue_length")
                        .intValue())
                .isZero();
        try (var worker = client.worker(space, 1)) {
            person.submitted(space, "now");
            worker.awaitRequest();
        }
    }

    @Test
    void aDisabledSpaceIsUnavailable() {
        var space = client.space("\"enabled\":false");

        saysWhy(person.submit(space, PROMPT), 503);
    }

    @Test
    void onlyPeopleSubmitAndOthersAreToldInJson() {
        var space = client.space();

        saysWhy(nobody.submit(space, PROMPT), 401);
        for (var token : client.tokens.bad().values()) {
            if (!token.isEmpty() && token.length() < 8000) {
                saysWhy(new PrototypeClient(client, token).submit(space, PROMPT), 401);
            }
        }
        var worker = new PrototypeClient(client, client.tokens.worker("*").sign());
        assertThat(worker.submit(space, PROMPT).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01a20051-8a1b-767c-9a77-b325aa3acad3", "1", "1-1-1-1-1", "nonsense", "%3Cscript%3E"})
    void whatIsNoSpaceIsNotFound(String id) {
        saysWhy(person.post("/websockets/submit/" + id, PROMPT), 404);
    }

    @Test
    void aSpentQuotaIsForbiddenAndHasteIsToldWhenToComeBack() {
        var quota = client.space("\"daily_quota\":1");
        try (var worker = client.worker(quota, 5)) {
            assertThat(worker.registration.get("success").booleanValue()).isTrue();
            person.submitted(quota, "one");
            saysWhy(person.submit(quota, PROMPT), 403);
            stranger.submitted(quota, "one");
        }
        var slow = client.space("\"cooldown_seconds\":100");
        try (var worker = client.worker(slow, 5)) {
            assertThat(worker.registration.get("success").booleanValue()).isTrue();
            person.submitted(slow, "one");
            var answer = person.submit(slow, PROMPT);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(members(answer.json())).containsExactlyInAnyOrder("error", "retry_after");
            assertThat(answer.json().get("retry_after").intValue()).isBetween(60, 100);
            assertThat(answer.header("Retry-After"))
                    .isEqualTo(answer.json().get("retry_after").asText());
        }
        var small = client.space("\"queue_limit\":1");
        try (var worker = client.worker(small, 1)) {
            person.submitted(small, "one");
            worker.awaitRequest();
            person.submitted(small, "two");
            var answer = person.submit(small, PROMPT);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.json().get("retry_after").intValue()).isPositive();
        }
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsSpent() {
        var space = client.space(
                "\"inputs\":[\"prompt\",\"video\"]",
                "\"daily_quota\":1",
                "\"input_limits\":{\"prompt\":{\"max_bytes\":10},\"video\":{\"max_bytes\":1000,\"types\":[\"video/*\"]}}");
        try (var worker = client.worker(space, 1)) {
            saysWhy(person.submit(space, Map.of()), 400);
            saysWhy(person.submit(space, Map.of("prompt", "  ")), 400);
            saysWhy(person.submit(space, Map.of("prompt", "01234567890")), 400);
            assertThat(person.submit(space, Map.of("prompt", "x".repeat(4_000_000)))
                            .status())
                    .isEqualTo(413);
            saysWhy(person.submit(space, Map.of("prompt", "hi", "audio_url", "https://example.org/a.wav")), 400);
            saysWhy(person.submit(space, Map.of("prompt", "hi", "audio_url", "javascript:alert(1)")), 400);
            var path = "/websockets/submit/" + space.id();
            var urlEncoded = "application/x-www-form-urlencoded";
            saysWhy(person.post(path, urlEncoded, BodyPublishers.ofString("prompt=%zz")), 400);
            saysWhy(person.post(path, urlEncoded, BodyPublishers.ofString("prompt=a&prompt=b")), 400);
            saysWhy(person.post(path, urlEncoded, BodyPublishers.ofString("a=b&".repeat(100) + "prompt=a")), 400);
            saysWhy(person.post(path, "application/json", BodyPublishers.ofString("{\"prompt\":\"hi\"}")), 400);
            saysWhy(person.post(path, "text/plain", BodyPublishers.noBody()), 400);
            for (var form : badForms()) {
                saysWhy(person.submit(space, form), 400);
                assertThat(traces.rows(account)).isZero();
            }

            person.submitted(space, "good");
            worker.awaitRequest();
        }
    }

    private static List<InputStream> badForms() {
        return List.of(
                new Form().end(),
                new Form().field("prompt", "hi").cutShort(),
                new Form().field("prompt", "hi").field("prompt", "hi").end(),
                new Form().field("prompt", "x".repeat(1_100_000)).end(),
                new Form().raw("no form").cutShort(),
                withVideo()
                        .file("other_file", "a.txt", "text/plain", "not taken")
                        .end(),
                withVideo()
                        .file("video_file", "b.txt", "text/plain", "wrong type")
                        .end(),
                withVideo()
                        .file("video_file", "b.mp4", "video/mp4", new GeneratedInput(1001))
                        .end(),
                withVideo()
                        .file("video_file", "b.mp4", "video/mp4", new GeneratedInput(12_000_000))
                        .end(),
                withVideo().file("prompt", "p.txt", "text/plain", "hi").end(),
                withVideo().field("prompt", "longer than ten").end(),
                withVideo().field("audio_url", "ftp://example.org").end(),
                withVideo().file("video_file", "c.mp4", "video/mp4", "cut").cutShort());
    }

    private static Form withVideo() {
        return new Form().file("video_file", "a.mp4", "video/mp4", "moving pictures");
    }

    @Test
    void aFileThatBecameNoRequestIsGone() {
        var space = client.space("\"inputs\":[\"video\"]");

        saysWhy(person.submit(space, withVideo().end()), 503);

        assertThat(traces.rows(account)).isZero();
    }

    @Test
    void anotherSiteMayNotSubmitThroughABrowser() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            assertThat(person.submit(space, PROMPT, "Sec-Fetch-Site", "cross-site")
                            .status())
                    .isEqualTo(403);
            assertThat(person.submit(space, PROMPT, "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(client.get(space.path() + "/status", client.admin)
                            .json()
                            .get("queue_length")
                            .intValue())
                    .isZero();
            var own = person.submit(
                    space, PROMPT, "Origin", "http://localhost:" + client.port, "Sec-Fetch-Site", "same-origin");
            assertThat(own.status()).isEqualTo(200);
            worker.awaitRequest();
        }
    }
}
