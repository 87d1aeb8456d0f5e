package dev.pulsegate.auth.accesskey;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.Neighbours;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class KeyRightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();
    private final Answer registered = http.register(name);
    private final String account = registered.json().at("/user/id").textValue();
    private final String[] me = Http.bearer(registered.text("access_token"));
    private final String space = "space of " + name;
    private final UUID spaceId = UUID.randomUUID();

    @Inject
    Neighbours neighbours;

    private int worker(String... spaces) {
        return http.post("/api/auth/keys", Answer.json("name", "k", "kind", "WORKER", "spaces", spaces), me)
                .status();
    }

    private int device(String... streams) {
        return http.post("/api/auth/keys", Answer.json("name", "k", "kind", "DEVICE", "streams", streams), me)
                .status();
    }

    private void becomes(int status, String... spaces) {
        Eventually.holds(PATIENCE, () -> assertThat(worker(spaces)).isEqualTo(status));
    }

    @Test
    void somebodyNewMakesNoKeyForWhatIsNotTheirs() {
        assertThat(worker("*")).isEqualTo(403);
        assertThat(worker("no such space")).isEqualTo(403);
        assertThat(device("*")).isEqualTo(403);
        assertThat(device("demo")).isEqualTo(403);
        assertThat(device(UUID.randomUUID().toString())).isEqualTo(403);
        assertThat(http.get("/api/auth/keys", me).items("id")).isEmpty();
    }

    @Test
    void anAdministratorMakesAnyKey() {
        var admin = Http.bearer(http.adminToken());
        for (var scope :
                List.of("\"WORKER\",\"spaces\":[\"*\",\"no such space\"]", "\"DEVICE\",\"streams\":[\"*\",\"demo\"]")) {
            assertThat(http.post("/api/auth/keys", "{\"name\":\"k\",\"kind\":" + scope + "}", admin)
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void anOperatorMakesKeysForTheSpacesTheyOperateAndNoOthers() {
        var others = space + " and others";
        neighbours.operatedBy(name.toUpperCase(Locale.ROOT), space);
        neighbours.operatedBy("somebody-else", others);

        assertThat(worker(space)).isEqualTo(201);
        assertThat(worker(space, others)).isEqualTo(403);
        assertThat(worker(others)).isEqualTo(403);
        assertThat(worker(space, "*")).isEqualTo(403);
        assertThat(worker(space.toUpperCase(Locale.ROOT))).isEqualTo(403);
    }

    @Test
    void whatIsTakenAwayIsNotGivenBackByAnOlderMessageNorByOneTwice() {
        neighbours.say(spaceId, 3, space, List.of(name, "bob"), false);
        neighbours.say(spaceId, 3, space, List.of(name, "bob"), false);
        becomes(201, space);
        neighbours.say(spaceId, 5, space, List.of("bob"), false);
        becomes(403, space);
        neighbours.say(spaceId, 4, space, List.of(name), false);
        neighbours.say(spaceId, 5, space, List.of(name), false);
        afterAllThat();
        assertThat(worker(space)).isEqualTo(403);
    }

    @Test
    void aNameThatAnotherSpaceTakesOverDoesNotBringItsOperatorsAlong() {
        neighbours.say(spaceId, 0, space, List.of(name), false);
        becomes(201, space);
        // The end of the first is heard after the beginning of the second.
        neighbours.say(UUID.randomUUID(), 0, space, List.of("bob"), false);
        becomes(403, space);
        neighbours.say(spaceId, 1, space, List.of(name), true);
        neighbours.say(spaceId, 0, space, List.of(name), false);
        afterAllThat();
        assertThat(worker(space)).isEqualTo(403);
    }

    @Test
    void aSpaceThatIsRenamedIsOperatedByItsNewName() {
        neighbours.say(spaceId, 0, space, List.of(name), false);
        becomes(201, space);
        neighbours.say(spaceId, 1, space + " II", List.of(name), false);
        becomes(403, space);
        assertThat(worker(space + " II")).isEqualTo(201);
    }

    @Test
    void whoMadeAStreamMakesKeysForItsDevicesWhileItIsThere() {
        var stream = neighbours.streamOf(account);
        var others = neighbours.streamOf(UUID.randomUUID().toString());

        assertThat(device(stream)).isEqualTo(201);
        assertThat(device(stream, others)).isEqualTo(403);
        neighbours.say(UUID.fromString(stream), account, true);
        Eventually.holds(PATIENCE, () -> assertThat(device(stream)).isEqualTo(403));
        neighbours.say(UUID.fromString(stream), account, false);
        neighbours.streamOf(account);
        assertThat(device(stream)).isEqualTo(403);
    }

    /** What is said is heard in order, so by now all of it was. */
    private void afterAllThat() {
        neighbours.operatedBy(name, "last of " + name);
    }
}
