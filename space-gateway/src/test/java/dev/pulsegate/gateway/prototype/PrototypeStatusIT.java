package dev.pulsegate.gateway.prototype;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.gateway.prototype.PrototypeClient.members;
import static dev.pulsegate.gateway.prototype.PrototypeClient.saysWhy;
import static org.assertj.core.api.Assertions.assertThat;

/** What became of a request, as the prototype's scripts and pages ask for it. */
@GatewayServiceTest
class PrototypeStatusIT {

    private static final Map<String, String> PROMPT = Map.of("prompt", "hi");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final GatewayClient client = new GatewayClient();
    private final PrototypeClient person =
            new PrototypeClient(client, client.tokens.user().sign());
    private final PrototypeClient stranger =
            new PrototypeClient(client, client.tokens.user().sign());
    private final PrototypeClient admin = new PrototypeClient(client, client.admin);
    private final PrototypeClient nobody = new PrototypeClient(client, null);

    @Test
    void aPromptGoesInAndItsResultComesOutByPolling() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var answer = person.submit(space, Map.of("prompt", "Was höre ich? 心電圖 & <b>"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(members(answer.json())).containsExactlyInAnyOrder("success", "request_id");
            assertThat(answer.json().get("success").booleanValue()).isTrue();
            var id = answer.text("request_id");

            var request = worker.awaitRequest();
            assertThat(request.get("request_id").textValue()).isEqualTo(id);
            assertThat(request.at("/payload/prompt").textValue()).isEqualTo("Was höre ich? 心電圖 & <b>");
            Eventually.holds(
                    SOON, () -> assertThat(person.status(id).text("status")).isEqualTo("processing"));

            worker.complete(request, "done").awaitAnswer();
            var status = person.status(id);
            assertThat(status.status()).isEqualTo(200);
            assertThat(members(status.json()))
                    .containsExactlyInAnyOrder("request_id", "status", "result", "created_at", "updated_at");
            assertThat(status.text("request_id")).isEqualTo(id);
            assertThat(status.text("status")).isEqualTo("completed");
            assertThat(status.json().get("result").toString()).isEqualTo("{\"text\":\"done\"}");
            assertThat(Instant.parse(status.text("updated_at"))).isAfter(Instant.parse(status.text("created_at")));
        }
    }

    @Test
    void whatWaitsIsQueuedWithoutAResultYet() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            person.submitted(space, "first");
            worker.awaitRequest();
            var status = person.status(person.submitted(space, "second"));

            assertThat(status.text("status")).isEqualTo("queued");
            assertThat(status.json().get("result").isNull()).isTrue();
            assertThat(status.text("updated_at")).isEqualTo(status.text("created_at"));
        }
    }

    @Test
    void whatComesToNothingIsFailedWithAnErrorHoweverItCameToIt() {
        var space = client.space("\"attempt_limit\":1");
        try (var worker = client.worker(space, 1)) {
            var failed = person.submitted(space, "one");
            worker.fail(worker.awaitRequest(), "out of \"memory\"", false).awaitAnswer();
            var canceled = person.submitted(space, "two");
            worker.awaitRequest();
            client.delete("/api/requests/" + canceled, person.token());

            assertThat(person.status(failed).text("status")).isEqualTo("failed");
            assertThat(person.status(failed).json().at("/result/error").textValue())
                    .contains("out of \"memory\"");
            assertThat(person.status(canceled).text("status")).isEqualTo("failed");
            assertThat(person.status(canceled).json().at("/result/error").textValue())
                    .contains("Canceled");
        }
        var hasty = client.space("\"deadline_seconds\":1", "\"attempt_limit\":1");
        try (var worker = client.worker(hasty, 1)) {
            var expired = person.submitted(hasty, "three");
            worker.awaitRequest();
            Eventually.holds(SOON, () -> assertThat(client.status(expired)).isIn("expired", "failed"));
            assertThat(person.status(expired).text("status")).isEqualTo("failed");
            assertThat(person.status(expired).json().at("/result/error").textValue())
                    .isNotBlank();
        }
    }

    @Test
    void aRequestIsItsOwnersAndAdministratorsAlone() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = person.submitted(space, "secret");
            worker.complete(worker.awaitRequest(), "secret").awaitAnswer();

            saysWhy(nobody.status(id), 401);
            saysWhy(stranger.status(id), 404);
            assertThat(admin.status(id).text("status")).isEqualTo("completed");
            assertThat(stranger.get("/ai_project/" + space.id() + "?request_id=" + id)
                            .response()
                            .body())
                    .doesNotContain("secret");
        }
        saysWhy(person.get("/websockets/status"), 400);
        saysWhy(person.status(""), 400);
        saysWhy(person.status("nonsense"), 404);
        saysWhy(person.status(UUID.randomUUID().toString()), 404);
    }

    @Test
    void aBrowserWithoutScriptsIsSentBackToThePageThatShowsWhereTheRequestStands() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var answer = person.submit(space, PROMPT, "Accept", "text/html,*/*;q=0.8");
            assertThat(answer.status()).isEqualTo(303);
            var page = answer.header("Location");
            assertThat(page).startsWith("/ai_project/" + space.id() + "?request_id=");

            var request = worker.awaitRequest();
            Eventually.holds(SOON, () -> assertThat(person.get(page).response().body())
                    .contains("processing", "http-equiv=\"refresh\""));
            worker.complete(request, "<script>alert('x')</script>").awaitAnswer();
            assertThat(person.get(page).response().body())
                    .contains("completed", "&lt;script&gt;alert(")
                    .doesNotContain("<script>alert", "http-equiv=\"refresh\"");
        }
        var failed = person.submit(client.space(), PROMPT, "Accept", "text/html");
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.header("Content-Type")).startsWith("text/html");
        assertThat(failed.response().body()).contains("No app is connected");
        var unknown = nobody.submit(space, PROMPT, "Accept", "text/html");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.header("Content-Type")).startsWith("text/html");
    }
}
