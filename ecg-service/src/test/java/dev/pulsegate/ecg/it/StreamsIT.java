package dev.pulsegate.ecg.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

/** Streams over REST: listing, making, ending. */
@EcgServiceTest
class StreamsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** A stream stops a second after its last viewer has left, and begins anew for the next one. */
    private static final Duration LONGER_THAN_THE_LINGER = Duration.ofSeconds(3);

    private final EcgClient client = new EcgClient();
    private final String token = client.tokens.user().sign();

    @Test
    void listsTheDemoStreamTheRecordingsAndThenWhatPeopleMade() {
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
        var recording = page.get("items").get(2);
        assertThat(recording.get("kind").textValue()).isEqualTo("recording");
        assertThat(recording.get("sampling_frequency_hz").doubleValue()).isEqualTo(360);
        assertThat(recording.get("leads").findValuesAsText("name")).containsExactly("MLII", "V1");
        assertThat(page.get("items").get(1).get("remarks"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.textValue()).startsWith("line 1: \"2006\" is left out"));
        var mine = page.get("items").get(ids.indexOf(id));
        assertThat(mine.get("title").textValue()).isEqualTo("Mine");
        assertThat(mine.get("leads").findValuesAsText("name")).containsExactly("I", "V1");
        assertThat(mine.get("sampling_frequency_hz").doubleValue()).isEqualTo(200);
    }

    @Test
    void peopleSeeWhichRecordingsWereRefusedAndWhy() {
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

    @Test
    void makingAStreamAnswersWithItAndWhereItIs() {
        var account = UUID.randomUUID();
        var before = Instant.now();
        var answer = client.post(STREAMS, client.tokens.user(account).sign(), "{\"title\":\"Übung\"}");
        assertThat(answer.status()).isEqualTo(201);
        var stream = answer.json();
        var id = stream.get("id").textValue();
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(answer.header("Location")).endsWith(STREAMS + "/" + id);
        assertThat(stream.get("kind").textValue()).isEqualTo("synthetic");
        assertThat(stream.get("title").textValue()).isEqualTo("Übung");
        assertThat(stream.get("sampling_frequency_hz").doubleValue()).isEqualTo(500);
        assertThat(stream.get("persistent").booleanValue()).isFalse();
        assertThat(stream.get("made_by").textValue()).isEqualTo(account.toString());
        assertThat(Instant.parse(stream.get("created_at").textValue()))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        assertThat(client.get(STREAMS + "/" + id, token).json()).isEqualTo(stream);
    }

    @Test
    void aStreamWithoutASeedGetsOneAndKeepsIt() {
        var id = client.create(token, "{\"sampling_frequency_hz\":125,\"heart_rate_sd_bpm\":5}");
        var first = firstFrame(id);
        Eventually.holds(SOON, LONGER_THAN_THE_LINGER, () -> {
            var again = firstFrame(id);
            assertThat(again.get("seq").longValue()).isZero();
            assertThat(again.get("points")).isEqualTo(first.get("points"));
        });
        var other = client.create(token, "{\"sampling_frequency_hz\":125,\"heart_rate_sd_bpm\":5}");
        assertThat(firstFrame(other).get("points")).isNotEqualTo(first.get("points"));
    }

    private JsonNode firstFrame(String id) {
        try (var socket = client.watch(id)) {
            return socket.awaitJson();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart_rate_bpm | 19.9",
                "heart_rate_bpm | 300.1",
                "heart_rate_sd_bpm | -0.1",
                "heart_rate_sd_bpm | 12.1",
                "lf_hf_ratio | 0.009",
                "lf_hf_ratio | 101",
                "respiration_hz | 0.09",
                "respiration_hz | 1.1",
                "sampling_frequency_hz | 99",
                "sampling_frequency_hz | 1001",
                "baseline_millivolts | -0.1",
                "baseline_millivolts | 5.1",
                "mains_millivolts | -1",
                "mains_millivolts | 6",
                "mains_frequency_hz | 55",
                "muscle_millivolts | -0.1",
                "muscle_millivolts | 5.5",
                "leads | []",
                "leads | [\"V9\"]",
                "leads | [\"II\",\"II\"]",
                "leads | [null]",
                "recording | \"mitdb_119_excerpt\"",
            })
    void aParameterOutOfRangeIsNamedInTheProblem(String field, String value) {
        var answer = client.post(STREAMS, token, "{\"" + field + "\":" + value + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("violations").findValuesAsText("field")).contains(field);
        assertThat(answer.json().get("violations").findValuesAsText("message")).noneMatch(String::isBlank);
        assertThat(answer.json().hasNonNull("request_id")).isTrue();
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        var answer = client.post(STREAMS, token, "{\"heart_rate_bpm\":1,\"lf_hf_ratio\":0,\"leads\":[]}");
        assertThat(answer.json().get("violations").findValuesAsText("field"))
                .contains("heart_rate_bpm", "lf_hf_ratio", "leads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"recording\"} | recording",
                "{\"kind\":\"recording\",\"recording\":\"no-such\"} | recording",
                "{\"kind\":\"recording\",\"recording\":\"../../etc/passwd\"} | recording",
                "{\"kind\":\"recording\",\"recording\":\"mitdb_119_excerpt\",\"sampling_frequency_hz\":50} | sampling_frequency_hz",
                "{\"kind\":\"recording\",\"recording\":\"mitdb_119_excerpt\",\"sampling_frequency_hz\":5000} | sampling_frequency_hz",
                "{\"kind\":\"recording\",\"recording\":\"mitdb_119_excerpt\",\"heart_rate_bpm\":60} | kind",
            })
    void aRecordingThatCannotBeReplayedSoIsRefused(String request, String field) {
        var answer = client.post(STREAMS, token, request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("violations").findValuesAsText("field")).contains(field);
    }

    @Test
    void aTitleThatIsTooLongIsRefused() {
        var answer = client.post(STREAMS, token, "{\"title\":\"" + "x".repeat(101) + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("violations").findValuesAsText("field").toString())
                .contains("title");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"kind\":\"magic\"}",
                "{\"no_such_member\":1}",
                "{\"heart_rate_bpm\":\"fast\"}",
                "{\"heart_rate_bpm\":{}}",
                "{\"seed\":1.5e400}",
                "{\"seed\":99999999999999999999}",
                "{\"leads\":\"II\"}",
                "{\"persistent\":\"maybe\"}",
                "{\"title\":\"\\u0000\"}",
            })
    void aBodyThatIsNoRequestIsRefused(String body) {
        var answer = client.post(STREAMS, token, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.response().body()).doesNotContain("dev.pulsegate", "jackson", "Exception", "java.");
    }

    @Test
    void anAccountMayMakeSoManyAndNoMore() {
        var mine = client.tokens.user().sign();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            ids.add(client.create(mine, "{}"));
        }
        var refused = client.post(STREAMS, mine, "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("detail").textValue()).contains("3");
        assertThat(client.post(STREAMS, token, "{}").status()).isEqualTo(201);
        assertThat(client.delete(STREAMS + "/" + ids.getFirst(), mine).status()).isEqualTo(204);
        assertThat(client.post(STREAMS, mine, "{}").status()).isEqualTo(201);
    }

    @Test
    void requestsAtTheSameTimeCannotPassTheLimit() {
        var mine = client.tokens.user().sign();
        var statuses = IntStream.range(0, 12)
                .parallel()
                .map(i -> client.post(STREAMS, mine, "{}").status())
                .boxed()
                .toList();
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(9);
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

    @Test
    void aHeartRateChangedWhileTheStreamRunsIsSeenByItsViewers() {
        var mine = client.tokens.user().sign();
        var id = client.create(mine, "{\"heart_rate_bpm\":30,\"heart_rate_sd_bpm\":0,\"baseline_millivolts\":0}");
        try (var watching = client.watch(id)) {
            watching.awaitJson();
            var changed = patch(id, mine, "{\"heart_rate_bpm\":240}");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.json().get("heart_rate_bpm").doubleValue()).isEqualTo(240);

            // In eight seconds of frames, 30 beats a minute would be four.
            Eventually.holds(Duration.ofSeconds(30), () -> assertThat(rPeaks(watching, 50))
                    .isGreaterThan(20));
        }
        assertThat(client.get(STREAMS + "/" + id, mine)
                        .json()
                        .get("heart_rate_bpm")
                        .doubleValue())
                .isEqualTo(240);
    }

    /** How often the next frames of 160 ms rise through half a millivolt. */
    private static int rPeaks(TestSocket socket, int frames) {
        int peaks = 0;
        double before = 0;
        for (int frame = 0; frame < frames; frame++) {
            for (var point : socket.awaitJson().get("points")) {
                peaks += before < 0.5 && point.doubleValue() >= 0.5 ? 1 : 0;
                before = point.doubleValue();
            }
        }
        return peaks;
    }

    @Test
    void aHeartRateLeavesItsDeviationWhereThatIsAllowed() {
        var mine = client.tokens.user().sign();
        var id = client.create(mine, "{\"heart_rate_bpm\":100,\"heart_rate_sd_bpm\":10}");
        assertThat(patch(id, mine, "{\"heart_rate_bpm\":80}")
                        .json()
                        .get("heart_rate_sd_bpm")
                        .doubleValue())
                .isEqualTo(10);
        assertThat(patch(id, mine, "{\"heart_rate_bpm\":30}")
                        .json()
                        .get("heart_rate_sd_bpm")
                        .doubleValue())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"heart_rate_bpm\":19}",
                "{\"heart_rate_bpm\":301}",
                "{\"heart_rate_bpm\":\"fast\"}",
                "{\"heart_rate_bpm\":60,\"heart_rate_sd_bpm\":13}",
                "{\"heart_rate_bpm\":60,\"title\":\"other\"}",
                "null"
            })
    void aHeartRateThatCannotBeHadIsRefusedAndChangesNothing(String body) {
        var mine = client.tokens.user().sign();
        var id = client.create(mine, "{\"heart_rate_bpm\":70}");
        assertThat(patch(id, mine, body).status()).isEqualTo(400);
        assertThat(client.get(STREAMS + "/" + id, mine)
                        .json()
                        .get("heart_rate_bpm")
                        .doubleValue())
                .isEqualTo(70);
    }

    @Test
    void onlyItsMakerOrAnAdministratorChangesAStreamAndARecordingHasNoRateToChange() {
        var mine = client.tokens.user().sign();
        var rate = "{\"heart_rate_bpm\":90}";
        var id = client.create(mine, "{}");
        assertThat(patch(id, token, rate).status()).isEqualTo(403);
        assertThat(patch(id, client.tokens.device("*").sign(), rate).status()).isEqualTo(403);
        assertThat(patch(id, null, rate).status()).isEqualTo(401);
        assertThat(patch(id, client.tokens.admin().sign(), rate).status()).isEqualTo(200);
        assertThat(patch("demo", mine, rate).status()).isEqualTo(403);
        assertThat(patch("nowhere", mine, rate).status()).isEqualTo(404);
        var replay = client.create(mine, "{\"kind\":\"recording\",\"recording\":\"mitdb_119_excerpt\"}");
        assertThat(patch(replay, mine, rate).status()).isEqualTo(400);
    }

    private Answer patch(String id, String asking, String body) {
        return client.exchange(client.request(STREAMS + "/" + id, asking)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
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
    void devicesAndWorkersMakeNoStreams() {
        assertThat(client.post(STREAMS, client.tokens.device("*").sign(), "{}").status())
                .isEqualTo(403);
        assertThat(client.post(STREAMS, client.tokens.worker("*").sign(), "{}").status())
                .isEqualTo(403);
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
    void aStreamRunsOnlyWhileWatchedAndBeginsAnewAfterwards() {
        var id = client.create(token, "{\"sampling_frequency_hz\":125}");
        try (var socket = client.watch(id)) {
            socket.awaitJson(frame -> frame.path("seq").asLong() >= 8);
        }
        try (var soonAgain = client.watch(id)) {
            assertThat(soonAgain.awaitJson().get("seq").longValue()).isGreaterThanOrEqualTo(8);
        }
        Eventually.holds(SOON, LONGER_THAN_THE_LINGER, () -> {
            try (var muchLater = client.watch(id)) {
                assertThat(muchLater.awaitJson().get("seq").longValue()).isZero();
            }
        });
    }

    @Test
    void aPersistentStreamRunsWhoeverWatches() {
        var id = client.create(token, "{\"sampling_frequency_hz\":125,\"persistent\":true}");
        // Begun by the keeper, within seconds, before anybody watches; and going on long after they left.
        Eventually.holds(
                SOON, () -> assertThat(firstFrame(id).get("seq").longValue()).isGreaterThan(0));
        var seq = firstFrame(id).get("seq").longValue();
        Eventually.holds(SOON, () -> assertThat(client.viewers(id)).isZero());
        var until = Instant.now().plusSeconds(2);
        Eventually.holds(SOON, () -> assertThat(Instant.now()).isAfter(until));
        assertThat(firstFrame(id).get("seq").longValue()).isGreaterThan(seq + 10);
    }

    @Test
    void bodiesOfAnotherTypeOrTooLargeAreRefused() {
        var xml = client.exchange(client.request(STREAMS, token)
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<stream/>"))
                .build());
        assertThat(xml.status()).isEqualTo(415);
        assertThat(xml.header("Content-Type")).isEqualTo("application/problem+json");
        try (var peer = RawPeer.connect(client.port)) {
            peer.sendBytes(("POST " + STREAMS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/json\r\nContent-Length: 11000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
        }
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
