package dev.pulsegate.ecg.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;
import dev.pulsegate.ecg.synthesis.SyntheticSource;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Making streams over REST: what can be asked for, and how many one may have. */
@EcgServiceTest
class MakingStreamsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final EcgClient client = new EcgClient();
    private final String token = client.tokens.user().sign();

    @Inject
    LiveStreams live;

    @Inject
    @DataSource("ecg")
    AgroalDataSource database;

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
    void aStreamWithoutASeedGetsOneAndKeepsIt() throws SQLException {
        var id = client.create(token, "{\"sampling_frequency_hz\":125,\"heart_rate_sd_bpm\":5}");
        var first = firstFrame(id);
        Eventually.holds(SOON, () -> assertThat(live.running()).doesNotContain(id));
        var again = firstFrame(id);
        var other = client.create(token, "{\"sampling_frequency_hz\":125,\"heart_rate_sd_bpm\":5}");

        assertThat(seed(other)).isNotEqualTo(seed(id));
        var source = new SyntheticSource(SynthesisParameters.builder()
                .heartRate(60, 5)
                .samplingFrequencyHz(125)
                .seed(seed(id))
                .build());
        for (var frame : List.of(first, again)) {
            var expected = new double[1][20];
            source.seek(frame.get("seq").longValue() * 20);
            source.read(expected, 20);
            for (int i = 0; i < 20; i++) {
                assertThat(frame.get("points").get(i).doubleValue()).isCloseTo(expected[0][i], within(0.00006));
            }
        }
    }

    private long seed(String id) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select (definition->>'seed')::bigint from stream where id = ?::uuid")) {
            query.setString(1, id);
            try (var found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
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
    void aRecordThatCannotBeReplayedSoIsRefused(String request, String field) {
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
    void devicesAndWorkersMakeNoStreams() {
        assertThat(client.post(STREAMS, client.tokens.device("*").sign(), "{}").status())
                .isEqualTo(403);
        assertThat(client.post(STREAMS, client.tokens.worker("*").sign(), "{}").status())
                .isEqualTo(403);
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
}
