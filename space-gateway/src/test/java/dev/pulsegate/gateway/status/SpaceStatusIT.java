package dev.pulsegate.gateway.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayClient.Space;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.event.EventReader.Event;

import static org.assertj.core.api.Assertions.assertThat;

/** How busy all spaces are, for a catalogue. */
@GatewayServiceTest
class SpaceStatusIT {

    private final GatewayClient client = new GatewayClient();

    private List<JsonNode> all(String token) {
        var all = new ArrayList<JsonNode>();
        int page = 0;
        JsonNode answer;
        do {
            answer = client.get("/api/spaces/status?size=7&page=" + page++, token)
                    .json();
            answer.get("items").forEach(all::add);
        } while (!answer.get("items").isEmpty());
        assertThat(answer.get("total").intValue()).isEqualTo(all.size());
        return all;
    }

    private EventReader follow(String token) {
        return EventReader.open(client.request("/api/spaces/status/events", token));
    }

    private static Predicate<Event> about(String name, Space space) {
        return event -> event.name().equals(name)
                && event.data().get("space_id").textValue().equals(space.id());
    }

    private static List<String> ids(Iterable<JsonNode> statuses) {
        var ids = new ArrayList<String>();
        statuses.forEach(status -> ids.add(status.get("space_id").textValue()));
        return ids;
    }

    @Test
    void allSpacesAreToldPageByPageByNameWithoutThoseDisabled() {
        var space = client.space();
        var disabled = client.space("\"enabled\":false");
        try (var worker = client.worker(space, 2)) {
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            var seen = all(client.user);
            assertThat(seen)
                    .extracting(status -> status.get("space_name").textValue().toLowerCase(Locale.ROOT))
                    .isSorted();
            assertThat(ids(seen)).contains(space.id()).doesNotContain(disabled.id());
            var one = seen.stream()
                    .filter(status -> status.get("space_id").textValue().equals(space.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(one)
                    .isEqualTo(client.get(space.path() + "/status", client.user).json());
            assertThat(one.get("connected_workers").intValue()).isOne();
            assertThat(one.get("running").intValue()).isOne();
            assertThat(one.get("capacity").intValue()).isEqualTo(2);
            assertThat(ids(all(client.admin))).contains(space.id(), disabled.id());
        }
    }

    @Test
    void whoFollowsGetsAllAtOnceAndThenWhatChanges() {
        var space = client.space();
        var other = client.space();
        try (var events = follow(client.user)) {
            assertThat(events.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            var first = events.next();
            assertThat(first.name()).isEqualTo("statuses");
            assertThat(ids(first.data().get("statuses"))).contains(space.id(), other.id());
            try (var worker = client.worker(space, 1)) {
                var connected = events.next(about("status", space));
                assertThat(connected.data().get("connected_workers").intValue()).isOne();
                assertThat(connected.data().get("space_name").textValue()).isEqualTo(space.name());
                assertThat(worker.registration.get("space_id").textValue()).isEqualTo(space.id());
            }
            assertThat(events.next(about("status", space))
                            .data()
                            .get("connected_workers")
                            .intValue())
                    .isZero();
            assertThat(events.next(event -> event.name().equals("heartbeat"))).isNotNull();
        }
        try (var again = follow(client.user)) {
            assertThat(ids(again.next().data().get("statuses"))).contains(space.id(), other.id());
        }
    }

    @Test
    void spacesComeAndGo() {
        try (var people = follow(client.user);
                var admins = follow(client.admin)) {
            people.next();
            admins.next();
            var space = client.space();
            assertThat(people.next(about("status", space))).isNotNull();
            client.send("PATCH", space.path(), client.admin, "{\"enabled\":false}");
            assertThat(people.next(about("gone", space))).isNotNull();
            assertThat(admins.next(event -> about("status", space).test(event)
                            && !event.data().get("enabled").booleanValue()))
                    .isNotNull();
            client.send("PATCH", space.path(), client.admin, "{\"enabled\":true}");
            assertThat(people.next(about("status", space))).isNotNull();
            client.delete(space.path(), client.admin);
            assertThat(people.next(about("gone", space))).isNotNull();
            assertThat(admins.next(about("gone", space))).isNotNull();
        }
    }

    @Test
    void whoFollowsOneSpaceHearsOfThatOneAndOfItsEnd() {
        var space = client.space();
        var other = client.space();
        try (var events = EventReader.open(client.request(space.path() + "/status/events", client.user))) {
            assertThat(events.next().data().get("connected_workers").intValue()).isZero();
            try (var elsewhere = client.worker(other, 1);
                    var worker = client.worker(space, 1)) {
                var connected = events.next();
                assertThat(connected.name()).isEqualTo("status");
                assertThat(connected.data().get("space_id").textValue()).isEqualTo(space.id());
                assertThat(connected.data().get("connected_workers").intValue()).isOne();
                assertThat(elsewhere.registration.get("space_id").textValue()).isEqualTo(other.id());
                assertThat(worker.registration.get("space_id").textValue()).isEqualTo(space.id());
            }
            client.delete(space.path(), client.admin);
            var event = events.next();
            while (event != null) {
                assertThat(event.name()).isEqualTo("status");
                event = events.next();
            }
        }
    }

    @Test
    void aStreamEndsWithItsToken() {
        try (var events = follow(client.tokens.user().expiresInSeconds(2).sign())) {
            assertThat(events.next().name()).isEqualTo("statuses");
            assertThat(events.next(event -> event.name().isEmpty())).isNull();
        }
    }

    @Test
    void onlyWhoIsSignedInSees() {
        assertThat(client.get("/api/spaces/status", null).status()).isEqualTo(401);
        assertThat(client.get("/api/spaces/status/events", null).status()).isEqualTo(401);
        assertThat(client.get("/api/spaces/" + UUID.randomUUID() + "/status/events", client.user)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=-1", "size=0", "size=201"})
    void aPageThatCannotBeIsABadRequest(String query) {
        assertThat(client.get("/api/spaces/status?" + query, client.user).status())
                .isEqualTo(400);
    }
}
