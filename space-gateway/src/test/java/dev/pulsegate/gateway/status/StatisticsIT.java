package dev.pulsegate.gateway.status;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Volume and latency of requests over time, as administrators see them. */
@GatewayServiceTest
class StatisticsIT {

    private final GatewayClient client = new GatewayClient();

    private JsonNode statistics(String query) {
        var answer = client.get("/api/statistics/requests?" + query, client.admin);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private static int sum(JsonNode statistics, String member) {
        int sum = 0;
        for (var bucket : statistics.get("buckets")) {
            sum += bucket.get(member).intValue();
        }
        return sum;
    }

    @Test
    void theLastDayIsToldInHalvesOfHoursWithWhatJustHappened() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            for (int i = 0; i < 2; i++) {
                client.submitted(space, client.user, "hi");
                worker.complete(worker.awaitRequest(), "done").awaitAnswer();
            }
            client.submitted(space, client.user, "bad");
            worker.fail(worker.awaitRequest(), "no", false).awaitAnswer();
        }
        client.delete("/api/requests/" + client.submitted(space, client.user, "not wanted"), client.user);
        client.submitted(space, client.user, "waits");
        var day = statistics("space=" + space.id());
        assertThat(day.get("space_id").textValue()).isEqualTo(space.id());
        assertThat(day.get("buckets")).hasSize(48);
        assertThat(day.get("bucket_seconds").doubleValue()).isEqualTo(1800);
        var from = Instant.parse(day.get("from").textValue());
        var to = Instant.parse(day.get("to").textValue());
        assertThat(Duration.between(from, to)).isEqualTo(Duration.ofDays(1));
        assertThat(to).isAfter(Instant.now().minusSeconds(60));
        assertThat(day.at("/buckets/0/from").textValue())
                .isEqualTo(day.get("from").textValue());
        assertThat(sum(day, "accepted")).isEqualTo(5);
        assertThat(sum(day, "completed")).isEqualTo(2);
        assertThat(sum(day, "failed")).isOne();
        assertThat(sum(day, "canceled")).isOne();
        assertThat(sum(day, "expired")).isZero();
        assertThat(day.at("/buckets/0/waiting_seconds").isNull()).isTrue();
        for (var bucket : day.get("buckets")) {
            if (bucket.get("completed").intValue() > 0) {
                assertThat(bucket.at("/waiting_seconds/p50").doubleValue()).isBetween(0.0, 60.0);
                assertThat(bucket.at("/service_seconds/p95").doubleValue()).isBetween(0.0, 60.0);
            }
        }
        var all = statistics("buckets=1");
        assertThat(all.get("space_id").isNull()).isTrue();
        assertThat(sum(all, "accepted")).isGreaterThanOrEqualTo(5);
    }

    @Test
    void aRangeWithNothingInItHasEmptyBuckets() {
        var past = statistics("from=2001-01-01T00:00:00Z&to=2001-01-01T00:00:10Z&buckets=10");
        assertThat(past.get("buckets")).hasSize(10);
        assertThat(past.at("/buckets/9/from").textValue()).isEqualTo("2001-01-01T00:00:09Z");
        assertThat(sum(past, "accepted")).isZero();
        assertThat(past.at("/buckets/3/service_seconds").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "space=x",
                "from=yesterday",
                "to=2001-01-01",
                "buckets=0",
                "buckets=501",
                "from=2001-01-01T00:00:00Z",
                "from=2001-01-02T00:00:00Z&to=2001-01-01T00:00:00Z",
                "from=2001-01-01T00:00:00Z&to=2001-01-01T00:00:00Z&buckets=1",
                "from=2001-01-01T00:00:00Z&to=2001-01-01T00:00:09Z&buckets=10",
                "from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:01Z",
                "to=1970-01-01T00:00:00Z",
                "to=99999-01-01T00:00:00Z"
            })
    void aRangeThatCannotBeIsABadRequest(String query) {
        var answer = client.get("/api/statistics/requests?" + query, client.admin);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void theLongestRangeIsTaken() {
        var month = statistics("from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z&buckets=500");
        assertThat(month.get("buckets")).hasSize(500);
        var offset = URLEncoder.encode("2001-01-01T01:00:00+01:00", StandardCharsets.UTF_8);
        assertThat(statistics("from=" + offset + "&to=2001-01-02T00:00:00Z")
                        .get("from")
                        .textValue())
                .isEqualTo("2001-01-01T00:00:00Z");
    }

    @Test
    void onlyAdministratorsSeeStatistics() {
        assertThat(client.get("/api/statistics/requests", null).status()).isEqualTo(401);
        assertThat(client.get("/api/statistics/requests", client.user).status()).isEqualTo(403);
        assertThat(client.get("/api/statistics/requests?space=" + UUID.randomUUID(), client.admin)
                        .status())
                .isEqualTo(404);
    }
}
