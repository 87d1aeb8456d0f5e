package dev.pulsegate.ecg.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

/** Changing the heart rate of a stream while it runs. */
@EcgServiceTest
class HeartRateIT {

    private final EcgClient client = new EcgClient();
    private final String token = client.tokens.user().sign();

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
    void onlyItsMakerOrAnAdministratorChangesAStreamAndARecordHasNoRateToChange() {
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
}
