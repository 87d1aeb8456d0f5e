package dev.pulsegate.scenarios;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** From signing in to an ECG, and what is left of that when it is over. */
interface SignInScenarios extends Scenario {

    /** Several of each, so that every replica has one. */
    int SEVERAL = 4;

    @Test
    default void somebodyNewSignsInAndWatchesAStream() {
        var person = Person.newcomer(site());
        var streams = Person.expect(200, person.get("/api/ecg/streams")).json();
        assertThat(streams.path("items"))
                .anyMatch(stream -> stream.path("id").asText().equals("demo"));

        var sockets = several(() -> person.watch("demo"));
        for (var socket : sockets) {
            var first = socket.awaitJson();
            var second = socket.awaitJson();
            assertThat(first.path("stream").textValue()).isEqualTo("demo");
            assertThat(first.path("points")).hasSize(20);
            assertThat(second.path("seq").longValue())
                    .isEqualTo(first.path("seq").longValue() + 1);
        }
        sockets.forEach(TestSocket::close);
    }

    @Test
    default void whoSignsOutLosesAllThatIsOpenAndNobodyElseDoes() {
        var person = Person.newcomer(site());
        var elsewhere = person.onAnotherDevice();
        try (var stays = elsewhere.watch("demo")) {
            assertAllEnds(person, () -> assertThat(
                            person.post("/api/auth/logout", Map.of()).status())
                    .isEqualTo(204));
            assertThat(stays.isOpen()).isTrue();
        }
        assertThat(elsewhere.get("/api/spaces").status()).isEqualTo(200);
    }

    @Test
    default void aSessionIsEndedFromAnotherDevice() {
        var lost = Person.newcomer(site());
        var found = lost.onAnotherDevice();
        var sessions =
                Person.expect(200, found.get("/api/auth/sessions")).json().path("items");
        assertThat(sessions).hasSize(2);
        for (var session : sessions) {
            if (!session.path("current").booleanValue()) {
                var path = "/api/auth/sessions/" + session.path("id").textValue();
                assertAllEnds(lost, () -> Person.expect(204, found.delete(path)));
            }
        }
        assertThat(found.get("/api/spaces").status()).isEqualTo(200);
    }

    @Test
    default void anAccountIsDisabled() {
        var person = Person.newcomer(site());
        var account = "/api/auth/accounts/"
                + Person.expect(200, person.get("/api/auth/me")).text("id");
        var admin = Person.admin(site());
        assertAllEnds(person, () -> Person.expect(200, admin.patch(account, Map.of("disabled", true))));
    }

    /** Sockets, event streams and a request that is waited for, at every replica, and the token itself. */
    private void assertAllEnds(Person person, Runnable ending) {
        var request = person.submit(Person.admin(site()).makeSpace(Map.of()), "anybody?");
        var sockets = several(() -> person.watch("demo"));
        var followed = Stream.concat(site().gateways().stream(), Stream.of(site().address()))
                .map(each -> person.at(each).follow(request))
                .toList();
        sockets.forEach(TestSocket::awaitJson);
        followed.forEach(events -> assertThat(events.next().name()).isEqualTo("queued"));

        ending.run();

        assertThat(sockets).extracting(TestSocket::awaitClose).containsOnly(new Closed(4401, "session revoked"));
        followed.forEach(EventReader::toEnd);
        Eventually.holds(SOON, () -> assertThat(several(() -> person.get("/api/ecg/streams")))
                .allMatch(answer -> answer.status() == 401));
        Eventually.holds(SOON, () -> assertThat(several(() -> person.get("/api/spaces")))
                .allMatch(answer -> answer.status() == 401));
    }

    private static <T> List<T> several(java.util.function.Supplier<T> one) {
        return Stream.generate(one).limit(SEVERAL).toList();
    }
}
