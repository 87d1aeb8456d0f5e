package dev.pulsegate.scenarios;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.event.EventReader.Event;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.handler.Handler;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody may do hangs on what another service knows: it comes, and it goes. */
interface RightsScenarios extends Scenario {

    /** Takes a request and never ends with it. */
    Handler ENDLESS = (_, _) -> {
        new CountDownLatch(1).await();
        return null;
    };

    @Test
    default void aRevokedKeyEndsItsWorkerWhoseRequestWaitsForAnother() {
        var admin = Person.admin(site());
        var space = admin.makeSpace(Map.of("worker_access", "KEY"));
        var key = Person.expect(201, key(admin, space)).json();
        try (var worker = Worker.withKey(site().address(), key.path("key").textValue(), space.name(), ENDLESS)) {
            var request = admin.submit(space, "hi");
            worker.awaitEvent(WorkerEvent.Started.class);

            Person.expect(204, admin.delete("/api/auth/keys/" + key.path("id").textValue()));

            assertThat(worker.awaitRefusal()).contains("key");
            Eventually.holds(SOON, () -> assertThat(admin.status(request)).isEqualTo("queued"));
        }
    }

    @Test
    default void aSpaceIsDeletedWhereuponAllWhoHaveToDoWithItAreTold() {
        var admin = Person.admin(site());
        var space = admin.makeSpace(Map.of());
        var person = Person.newcomer(site());
        try (var worker = Worker.at(site().gateway(0), space.name(), ENDLESS)) {
            var running = person.submit(space, "one");
            worker.awaitEvent(WorkerEvent.Started.class);
            var waiting = person.submit(space, "two");
            var waitedFor = CompletableFuture.supplyAsync(() -> person.at(site().gateway(0))
                    .post(space.path() + "/requests", Map.of("prompt", "three"), "Prefer", "wait=60"));
            Eventually.holds(SOON, () -> assertThat(Person.expect(200, person.get("/api/requests"))
                            .json()
                            .path("total")
                            .intValue())
                    .isEqualTo(3));
            try (var first = person.at(site().gateway(0)).follow(running);
                    var second = person.at(site().gateway(1)).follow(waiting)) {
                assertThat(first.next().name()).isEqualTo("queued");
                assertThat(second.next().name()).isEqualTo("queued");

                var deleted = admin.at(site().gateway(1)).delete(space.path());

                assertThat(Person.expect(200, deleted)
                                .json()
                                .path("canceled_requests")
                                .intValue())
                        .isEqualTo(3);
                assertThat(first.toEnd()).extracting(Event::name).endsWith("canceled");
                assertThat(second.toEnd()).extracting(Event::name).containsExactly("canceled");
                assertThat(waitedFor).succeedsWithin(SOON);
                assertThat(waitedFor.join().text("status")).isEqualTo("canceled");
                worker.awaitEvent(WorkerEvent.Canceled.class);
                assertThat(worker.awaitRefusal()).contains(space.name());
            }
        }
    }

    @Test
    default void whoOperatesASpaceMakesKeysForItAndNoLongerWhenTakenOff() {
        var admin = Person.admin(site());
        var space = admin.makeSpace(Map.of("worker_access", "KEY"));
        var person = Person.newcomer(site());
        assertThat(key(person, space).status()).isEqualTo(403);

        Person.expect(200, admin.patch(space.path(), Map.of("operators", List.of(person.name()))));
        var key = Eventually.value(SOON, () -> Person.expect(201, key(person, space)));
        try (var worker = Worker.withKey(site().address(), key.text("key"), space.name(), ENDLESS)) {
            Person.expect(200, admin.patch(space.path(), Map.of("operators", List.of())));

            worker.awaitRefusal();
            Eventually.holds(SOON, () -> assertThat(key(person, space).status()).isEqualTo(403));
        }
    }

    @Test
    default void whoMakesAStreamHasKeysForItsDevices() {
        var person = Person.newcomer(site());
        var stream = Person.expect(201, person.post("/api/ecg/streams", Map.of("title", "Fast", "heart_rate_bpm", 140)))
                .text("id");
        var wanted = Map.of("name", "bedside", "kind", "DEVICE", "streams", List.of(stream));
        Eventually.holds(SOON, () -> Person.expect(201, person.post("/api/auth/keys", wanted)));
        try (var watched = person.watch(stream)) {
            assertThat(watched.awaitJson().path("stream").textValue()).isEqualTo(stream);
        }
    }

    private static Answer key(Person person, Person.Space space) {
        return person.post("/api/auth/keys", Map.of("name", "lab", "kind", "WORKER", "spaces", List.of(space.name())));
    }
}
