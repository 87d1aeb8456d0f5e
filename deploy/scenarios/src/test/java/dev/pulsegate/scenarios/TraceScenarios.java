package dev.pulsegate.scenarios;

import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What is done somewhere because of something elsewhere has the trace of that. */
interface TraceScenarios extends Scenario {

    private static String newTrace() {
        var id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static String spanOf(String trace) {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    @Test
    default void aRequestIsOneTraceWhereverItIsSubmittedAndDone() {
        var trace = newTrace();
        var space = Person.admin(site()).makeSpace(Map.of());
        var told = new CompletableFuture<String>();
        try (var _ = Worker.at(site().gateway(0), space.name(), (request, _) -> {
            told.complete(request.traceparent());
            return JsonNodeFactory.instance.objectNode().put("text", "done");
        })) {
            var submitted = Person.newcomer(site())
                    .at(site().gateway(1))
                    .post(space.path() + "/requests", Map.of("prompt", "hi"), "traceparent", spanOf(trace));
            assertThat(submitted.status()).isEqualTo(202);

            var attempt = site().collector().await(trace, "attempt spaces/{space}");
            var accept = site().collector().await(trace, "accept spaces/{space}");
            assertThat(attempt.parentId()).isEqualTo(accept.id());
            assertThat(attempt.attributes()).containsEntry("pulsegate.request.status", "completed");
            assertThat(told).succeedsWithin(SOON).isEqualTo("00-" + trace + "-" + attempt.id() + "-01");
        }
    }

    @Test
    default void whatOneServiceHearsOfAnotherBelongsToTheTraceOfWhatWasDoneThere() {
        var trace = newTrace();
        var admin = Person.admin(site());
        Eventually.holds(SOON, () -> {
            for (var gateway : site().gateways()) {
                var health = admin.at(gateway).get("/q/health/ready").json();
                assertThat(health.toString()).contains("\"channels\"").doesNotContain("degraded");
            }
        });

        var made =
                admin.post("/api/spaces", Map.of("name", "Space " + UUID.randomUUID()), "traceparent", spanOf(trace));

        assertThat(made.status()).isEqualTo(201);
        var sent = site().collector().await(trace, "send space-operators");
        var heard = site().collector().await(trace, "process space-operators");
        assertThat(sent.parentId())
                .isEqualTo(site().collector().await(trace, "POST /api/spaces").id());
        assertThat(heard.parentId()).isEqualTo(sent.id());
    }
}
