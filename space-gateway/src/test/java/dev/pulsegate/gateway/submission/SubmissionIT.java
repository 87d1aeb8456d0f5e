package dev.pulsegate.gateway.submission;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be submitted, by whom, and what the answers say. */
@GatewayServiceTest
class SubmissionIT {

    private static final String PROMPT = "{\"prompt\":\"hi\"}";

    private final GatewayClient client = new GatewayClient();

    @Test
    void theAnswerSaysWhereItStands() {
        var space = client.space();
        var first = client.submit(space, client.user, PROMPT);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Location")).endsWith("/api/requests/" + first.text("id"));
        assertThat(first.text("status")).isEqualTo("queued");
        assertThat(first.json().get("position").intValue()).isOne();
        assertThat(first.text("wait_reason")).isEqualTo("no_worker");
        assertThat(client.submit(space, client.user, PROMPT)
                        .json()
                        .get("position")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void theExpectedWaitIsLearntFromWhatRequestsTook() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.submitted(space, client.user, "one");
            worker.complete(worker.awaitRequest(), "done").awaitAnswer();
            client.submitted(space, client.user, "two");
            worker.awaitRequest();
            var waiting = client.submit(space, client.user, PROMPT);
            assertThat(waiting.text("wait_reason")).isEqualTo("all_busy");
            assertThat(waiting.json().get("expected_wait_seconds").intValue()).isBetween(1, 10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"prompt\":\"\"}",
                "{\"prompt\":\"  \"}",
                "{\"prompt\":7,\"x\":1}",
                "{\"audio_url\":\"https://example.org/a.wav\"}",
                "{\"prompt\":\"hi\",\"audio_url\":\"ftp://example.org/a.wav\"}",
                "{\"prompt\":\"hi\",\"parameters\":[1]}",
                "{\"prompt\":\"hi\",\"priority\":1}",
                "{\"prompt\":\"hi\",\"priority\":-10}",
                "{\"prompt\":\"hi\",\"webhook\":{\"url\":\"https://example.org\"}}",
                "{\"prompt\":\"hi\",\"webhook\":{\"url\":\"file:///etc/passwd\",\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}}",
                "{\"prompt\":\"hi\",\"webhook\":{\"url\":\"https://example.org\",\"secret\":\"short\"}}",
                "{\"prompt\":\"hi\",\"files\":[\"01a20051-8a1b-767c-9a77-b325aa3acad3\"]}",
                "{\"prompt\":\"hi\",\"unknown\":true}",
                "nonsense"
            })
    void whatTheSpaceDoesNotTakeIsRefusedBeforeAnythingIsSpent(String body) {
        var space = client.space("\"daily_quota\":1");
        var answer = client.submit(space, client.user, body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(client.submit(space, client.user, PROMPT).status()).isEqualTo(202);
    }

    @Test
    void aPromptMayNotBeLongerThanTheSpaceTakes() {
        var space = client.space("\"input_limits\":{\"prompt\":{\"max_bytes\":10}}");
        assertThat(client.submit(space, client.user, "{\"prompt\":\"0123456789\"}")
                        .status())
                .isEqualTo(202);
        var answer = client.submit(space, client.user, "{\"prompt\":\"心电图心\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/violations/0/field").textValue()).isEqualTo("prompt");
    }

    @Test
    void anyTextReachesTheWorkerAsItIs() {
        var space = client.space();
        var odd = "\\ud83d\\ude00 \\t\\r\\n 心电图 \\\" \\\\ \\u2028";
        try (var worker = client.worker(space, 1)) {
            assertThat(client.submit(
                                    space,
                                    client.user,
                                    "{\"prompt\":\"" + odd + "\",\"parameters\":{\"\\ud83d\\ude00\":[1,null]}}")
                            .status())
                    .isEqualTo(202);
            var payload = worker.awaitRequest().get("payload");
            assertThat(payload.get("prompt").textValue()).isEqualTo("😀 \t\r\n 心电图 \" \\ \u2028");
            assertThat(payload.get("parameters").toString()).isEqualTo("{\"😀\":[1,null]}");
        }
    }

    @Test
    void onlyPeopleSubmit() {
        var space = client.space();
        assertThat(client.submit(space, null, PROMPT).status()).isEqualTo(401);
        assertThat(client.submit(space, client.tokens.worker("*").sign(), PROMPT)
                        .status())
                .isEqualTo(403);
        assertThat(client.submit(new GatewayClient.Space(UUID.randomUUID().toString(), ""), client.user, PROMPT)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSameKeyIsTheSameRequest() {
        var space = client.space();
        var first = client.submit(space, client.user, PROMPT, "Idempotency-Key", "k-1");
        var again = client.submit(space, client.user, PROMPT, "Idempotency-Key", "k-1");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(client.submit(space, client.user, "{\"prompt\":\"other\"}", "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(422);
        var others = client.submit(space, client.tokens.user().sign(), PROMPT, "Idempotency-Key", "k-1");
        assertThat(others.text("id")).isNotEqualTo(first.text("id"));
        assertThat(client.submit(space, client.user, PROMPT, "Idempotency-Key", "two words")
                        .status())
                .isEqualTo(400);
        try (var worker = client.worker(space, 2)) {
            worker.complete(worker.awaitRequest(), "done").awaitAnswer();
            var finished = client.submit(space, client.user, PROMPT, "Idempotency-Key", "k-1");
            assertThat(finished.status()).isEqualTo(200);
            assertThat(finished.json().at("/result/text").textValue()).isEqualTo("done");
        }
    }

    @Test
    void cooldownQuotaAndAFullQueueSayWhenToComeBack() {
        var cooling = client.space("\"cooldown_seconds\":100");
        client.submitted(cooling, client.user, "one");
        var soon = client.submit(cooling, client.user, PROMPT);
        assertThat(soon.status()).isEqualTo(429);
        assertThat(Integer.parseInt(soon.header("Retry-After"))).isBetween(90, 100);
        var quota = client.space("\"daily_quota\":1");
        client.submitted(quota, client.user, "one");
        assertThat(client.submit(quota, client.user, PROMPT).status()).isEqualTo(429);
        assertThat(client.submit(quota, client.tokens.user().sign(), PROMPT).status())
                .isEqualTo(202);
        var small = client.space("\"queue_limit\":1");
        client.submitted(small, client.user, "one");
        var full = client.submit(small, client.user, PROMPT);
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.header("Retry-After")).isNotNull();
    }

    @Test
    void withoutAWorkerASpaceThatDoesNotQueueForAbsentOnesSaysSo() {
        var space = client.space("\"queue_without_workers\":false", "\"daily_quota\":1");
        var refused = client.submit(space, client.user, PROMPT);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(refused.text("detail")).contains("worker");
        try (var worker = client.worker(space, 1)) {
            assertThat(client.submit(space, client.user, PROMPT).status()).isEqualTo(202);
            worker.awaitRequest();
        }
    }

    @Test
    void administratorsComeFirst() {
        var space = client.space();
        client.submitted(space, client.user, "user");
        client.submitted(space, client.admin, "admin");
        try (var worker = client.worker(space, 1)) {
            assertThat(worker.awaitRequest().at("/payload/prompt").textValue()).isEqualTo("admin");
        }
    }

    @Test
    void whoWaitsInVainIsToldWhereItStands() {
        var space = client.space();
        var answer = client.submit(space, client.user, PROMPT, "Prefer", "wait=1");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(client.status(answer.text("id"))).isEqualTo("queued");
    }

    @Test
    void aRequestIsItsOwnersAndAdministratorsAlone() {
        var space = client.space();
        var id = client.submitted(space, client.user, "secret");
        var stranger = client.tokens.user().sign();
        for (var path : new String[] {"/api/requests/" + id, "/api/requests/" + id + "/events"}) {
            assertThat(client.get(path, stranger).status()).isEqualTo(404);
            assertThat(client.get(path, null).status()).isEqualTo(401);
        }
        assertThat(client.delete("/api/requests/" + id, stranger).status()).isEqualTo(404);
        assertThat(client.get("/api/requests/" + id, client.admin).status()).isEqualTo(200);
        assertThat(client.get("/api/requests/" + UUID.randomUUID(), client.user).status())
                .isEqualTo(404);
        assertThat(client.delete("/api/requests/" + id, client.admin)
                        .json()
                        .at("/failure/message")
                        .textValue())
                .contains("administrator");
    }

    @Test
    void onesOwnRequestsAreListedLatestFirst() {
        var space = client.space();
        var owner = client.tokens.user().sign();
        var first = client.submitted(space, owner, "one");
        var second = client.submitted(space, owner, "two");
        client.submitted(space, client.user, "somebody else's");
        var list = client.get("/api/requests", owner).json();
        assertThat(list.get("total").intValue()).isEqualTo(2);
        assertThat(list.at("/items/0/id").textValue()).isEqualTo(second);
        assertThat(list.at("/items/1/id").textValue()).isEqualTo(first);
        assertThat(client.get("/api/requests?size=1&page=1", owner)
                        .json()
                        .at("/items/0/id")
                        .textValue())
                .isEqualTo(first);
    }

    @Test
    void theQueueShowsAdministratorsAllAndOthersTheirOwnPositions() {
        var space = client.space();
        var first = client.submitted(space, client.tokens.user().sign(), "somebody else's");
        var mine = client.submitted(space, client.user, "mine");
        var all = client.get(space.path() + "/queue", client.admin).json();
        assertThat(all.get("total").intValue()).isEqualTo(2);
        assertThat(all.at("/items/0/id").textValue()).isEqualTo(first);
        var own = client.get(space.path() + "/queue", client.user).json();
        assertThat(own.get("items")).hasSize(1);
        assertThat(own.at("/items/0/id").textValue()).isEqualTo(mine);
        assertThat(own.at("/items/0/position").intValue()).isEqualTo(2);
    }

    @Test
    void aFinishedRequestCannotBeCanceled() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.complete(worker.awaitRequest(), "done").awaitAnswer();
            assertThat(client.delete("/api/requests/" + id, client.user).status())
                    .isEqualTo(409);
            assertThat(client.status(id)).isEqualTo("completed");
        }
    }
}
