package dev.pulsegate.ecg.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

/** Streams over REST: listing and ending, and when they run. */
@EcgServiceTest
class StreamsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final EcgClient client = new EcgClient();
    private final String token = client.tokens.user().sign();

    @Inject
    LiveStreams live;

    @Test
    void listsTheDemoStreamTheRecordsAndThenWhatPeopleMade() {
        var id = client.create(token, "{\"title\":\"Mine\",\"leads\":[\"I\",\"V1\"],\"sampling_frequency_hz\":200}");
        var page = client.get(STREAMS + "?size=200", token).json();
        assertThat(page.get("page").intValue()).isZero();
        assertThat(page.get("size").intValue()).isEqualTo(200);
        assertThat(page.get("total").intValue()).isEqualTo(page.get("items").size());
        var ids = page.get("items").findValuesAsText("id");
        assertThat(ids)
                .startsWith("demo", "ward/short", "mitdb_119_excerpt")
                .contains(id)
                .doesNotHaveDuplicates();

        assertThat(page.get("items").get(0)).isEqualTo(Answer.parse("""
                {"id":"demo","kind":"synthetic","title":"Synthetic ECG","leads":[{"name":"II","gain":10000.0,"units":"mV"}],
                 "sampling_frequency_hz":125.0,"persistent":false,"viewers":%d,
                 "heart_rate_bpm":72.0,"heart_rate_sd_bpm":2.0,"made_by":null,"created_at":null,"remarks":[]}""".formatted(
                        page.get("items").get(0).get("viewers").intValue())));
        var record = page.get("items").get(2);
        assertThat(record.get("kind").textValue()).isEqualTo("recording");
        assertThat(record.get("sampling_frequency_hz").doubleValue()).isEqualTo(360);
        assertThat(record.get("leads").findValuesAsText("name")).containsExactly("MLII", "V1");
        assertThat(page.get("items").get(1).get("remarks"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.textValue()).startsWith("line 1: \"2006\" is left out"));
        var mine = page.get("items").get(ids.indexOf(id));
        assertThat(mine.get("title").textValue()).isEqualTo("Mine");
        assertThat(mine.get("leads").findValuesAsText("name")).containsExactly("I", "V1");
        assertThat(mine.get("sampling_frequency_hz").doubleValue()).isEqualTo(200);
    }

    @Test
    void peopleSeeWhichRecordsWereRefusedAndWhy() {
        var refused = client.get("/api/ecg/recordings/refused", token).json();
        assertThat(refused.get("total").intValue()).isOne();
        assertThat(refused.at("/items/0/file").textValue()).isEqualTo("ward/broken.hea");
        assertThat(refused.at("/items/0/reason").textValue())
                .isEqualTo("line 1: the record line does not say how many signals there are");
        assertThat(client.get("/api/ecg/recordings/refused?page=1", token)
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(client.get("/api/ecg/recordings/refused?size=0", token).status())
                .isEqualTo(400);
        assertThat(client.get("/api/ecg/recordings/refused", null).status()).isEqualTo(401);
        for (var machine : List.of(client.tokens.worker("*"), client.tokens.device("*"))) {
            assertThat(client.get("/api/ecg/recordings/refused", machine.sign()).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void pagesAreConsecutiveAcrossBuiltInAndMadeStreams() {
        client.create(token, "{}");
        client.create(token, "{}");
        var all = client.get(STREAMS + "?size=200", token).json().get("items").findValuesAsText("id");
        var paged = new ArrayList<String>();
        for (int page = 0; page * 2 < all.size(); page++) {
            var items =
                    client.get(STREAMS + "?size=2&page=" + page, token).json().get("items");
            assertThat(items.size()).isLessThanOrEqualTo(2);
            paged.addAll(items.findValuesAsText("id"));
        }
        assertThat(paged).isEqualTo(all);
        assertThat(client.get(STREAMS + "?page=1000", token).json().get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=-1",
                "size=0",
                "size=201",
                "page=1000001",
                "size=-5",
                "page=x",
                "size=1.5",
                "page=99999999999"
            })
    void aPageThatCannotBeIsRefused(String query) {
        var answer = client.get(STREAMS + "?" + query, token);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    private JsonNode firstFrame(String id) {
        try (var socket = client.watch(id)) {
            return socket.awaitJson();
        }
    }

    @Test
    void onlyItsMakerOrAnAdministratorEndsAStream() {
        var mine = client.tokens.user().sign();
        var first = STREAMS + "/" + client.create(mine, "{}");
        var second = STREAMS + "/" + client.create(mine, "{}");
        assertThat(client.delete(first, token).status()).isEqualTo(403);
        assertThat(client.delete(first, client.tokens.device("*").sign()).status())
                .isEqualTo(403);
        assertThat(client.delete(first, null).status()).isEqualTo(401);
        assertThat(client.get(first, token).status()).isEqualTo(200);
        assertThat(client.delete(first, mine).status()).isEqualTo(204);
        assertThat(client.delete(first, mine).status()).isEqualTo(404);
        assertThat(client.get(first, token).status()).isEqualTo(404);
        assertThat(client.delete(second, client.tokens.admin().sign()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "mitdb_119_excerpt", "ward/short"})
    void whatIsBuiltInStays(String id) {
        assertThat(client.delete(STREAMS + "/" + id, client.tokens.admin().sign())
                        .status())
                .isEqualTo(403);
        assertThat(client.get(STREAMS + "/" + id, token).json().get("id").textValue())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowhere", "00000000-0000-7000-8000-000000000000", "ward", "ward/none", "demo/x", "%00", "DEMO"})
    void anUnknownStreamIsNotFound(String id) {
        var answer = client.get(STREAMS + "/" + id, token);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void viewersAreCountedAndTheirSocketsCloseWhenTheStreamEnds() {
        var mine = client.tokens.user().sign();
        var id = client.create(mine, "{}");
        try (var watching = client.watch(id);
                var paused = client.watch(id)) {
            watching.awaitJson();
            paused.send("{\"type\":\"pause\"}");
            paused.awaitJson(message -> message.has("type"));
            Eventually.holds(SOON, () -> assertThat(client.viewers(id)).isEqualTo(2));
            assertThat(client.delete(STREAMS + "/" + id, mine).status()).isEqualTo(204);
            assertThat(watching.awaitClose()).isEqualTo(new Closed(4410, "ended"));
            assertThat(paused.awaitClose()).isEqualTo(new Closed(4410, "ended"));
        }
        try (var late = client.watch(id)) {
            assertThat(late.awaitClose().code()).isEqualTo(4404);
        }
    }

    @Test
    void aStreamRunsOnlyWhileWatchedAndGoesOnAfterwardsAsIfItHadAllTheTime() {
        var id = client.create(token, "{\"sampling_frequency_hz\":125}");
        var made =
                client.get(STREAMS + "/" + id, token).json().get("created_at").textValue();
        var first = firstFrame(id);
        Eventually.holds(SOON, () -> assertThat(live.running()).doesNotContain(id));
        var muchLater = firstFrame(id);

        assertThat(muchLater.get("seq").longValue())
                .isGreaterThan(first.get("seq").longValue());
        for (var frame : List.of(first, muchLater)) {
            assertThat(Instant.parse(frame.get("timestamp").textValue()))
                    .isEqualTo(Instant.parse(made)
                            .plusMillis(160 * frame.get("seq").longValue()));
        }
    }

    @Test
    void aPersistentStreamRunsWhoeverWatches() {
        var id = client.create(token, "{\"sampling_frequency_hz\":125,\"persistent\":true}");
        // Begun by the keeper, within seconds, before anybody watches.
        Eventually.holds(SOON, () -> assertThat(live.running()).contains(id));
        firstFrame(id);
        var other = client.create(token, "{\"sampling_frequency_hz\":125}");
        firstFrame(other);
        // Both were left at about the same time; the other is over.
        Eventually.holds(SOON, () -> assertThat(live.running()).doesNotContain(other));
        assertThat(live.running()).contains(id);
    }

    @Test
    void otherMethodsAreRefused() {
        for (var method : List.of("PUT", "PATCH")) {
            var answer = client.exchange(client.request(STREAMS, token)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString("{}"))
                    .build());
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }
}
