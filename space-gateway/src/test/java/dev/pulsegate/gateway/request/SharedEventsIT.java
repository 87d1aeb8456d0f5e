package dev.pulsegate.gateway.request;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.event.EventReader.Event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Following many things on one stream of events. */
@GatewayServiceTest
class SharedEventsIT {

    private final GatewayClient client = new GatewayClient();

    private EventReader follow(String token, String... subjects) {
        return EventReader.open(client.request("/api/events?" + query(subjects), token));
    }

    private static String query(String... subjects) {
        return String.join(
                "&",
                Stream.of(subjects)
                        .map(subject -> "subject=" + URLEncoder.encode(subject, UTF_8))
                        .toList());
    }

    /** The next event about a subject. */
    private static JsonNode next(EventReader events, String subject, String name) {
        return events.next(event -> event.name().isEmpty()
                        && event.data().get("subject").textValue().equals(subject)
                        && event.data().get("event").textValue().equals(name))
                .data();
    }

    @Test
    void manyRequestsAndSpacesAreFollowedOnOneStream() {
        var space = client.space();
        var one = client.submitted(space, client.user, "one");
        var two = client.submitted(space, client.user, "two");
        try (var events = follow(client.user, "requests/" + one, "requests/" + two, "spaces/" + space.id(), "spaces")) {
            assertThat(next(events, "spaces", "statuses").at("/data/statuses")).isNotEmpty();
            var heartbeat = events.next(event -> event.name().equals("heartbeat"));
            assertThat(heartbeat.data().get("interval_millis").intValue()).isEqualTo(300);
            try (var worker = client.worker(space, 2)) {
                var seen = new ArrayList<Event>();
                worker.complete(worker.awaitRequest(), "first").complete(worker.awaitRequest(), "second");
                var open = new ArrayList<>(List.of("requests/" + one, "requests/" + two));
                while (!open.isEmpty()) {
                    var event = events.next(each -> each.name().isEmpty());
                    seen.add(event);
                    if (event.data().get("event").textValue().equals("ended")) {
                        assertThat(open.remove(event.data().get("subject").textValue()))
                                .isTrue();
                    }
                }
                for (var id : List.of(one, two)) {
                    var about = seen.stream()
                            .map(Event::data)
                            .filter(data -> data.get("subject").textValue().equals("requests/" + id) && data.has("seq"))
                            .toList();
                    assertThat(about)
                            .extracting(data -> data.get("event").textValue())
                            .endsWith("processing", "completed");
                    assertThat(about.getLast().get("seq").intValue()).isEqualTo(3);
                    assertThat(about.getLast().at("/data/result/text").textValue())
                            .isIn("first", "second");
                }
                assertThat(seen).allMatch(event -> event.id().isEmpty());
            }
        }
    }

    @Test
    void aSpacesEndIsTold() {
        var space = client.space();
        try (var one = follow(client.user, "spaces/" + space.id());
                var all = follow(client.user, "spaces")) {
            assertThat(next(one, "spaces/" + space.id(), "status")
                            .at("/data/space_id")
                            .textValue())
                    .isEqualTo(space.id());
            assertThat(next(all, "spaces", "statuses")).isNotNull();
            client.delete(space.path(), client.admin);
            assertThat(next(one, "spaces/" + space.id(), "ended")).isNotNull();
            assertThat(next(all, "spaces", "gone").at("/data/space_id").textValue())
                    .isEqualTo(space.id());
        }
    }

    @Test
    void eachRequestGoesOnAfterTheEventItsReaderHas() {
        var space = client.space();
        var done = client.submitted(space, client.user, "hi");
        try (var worker = client.worker(space, 1)) {
            worker.complete(worker.awaitRequest(), "there");
            worker.awaitAnswer();
        }
        var waits = client.submitted(space, client.user, "hi again");
        try (var events = follow(client.user, "requests/" + done + "@2")) {
            assertThat(next(events, "requests/" + done, "completed").get("seq").intValue())
                    .isEqualTo(3);
            assertThat(next(events, "requests/" + done, "ended")).isNotNull();
        }
        try (var events = follow(client.user, "requests/" + done + "@3", "requests/" + waits + "@900")) {
            var first = events.next();
            assertThat(first.data().get("event").textValue()).isEqualTo("ended");
            assertThat(first.data().get("subject").textValue()).isEqualTo("requests/" + done);
            assertThat(next(events, "requests/" + waits, "queued")
                            .at("/data/position")
                            .intValue())
                    .isOne();
        }
    }

    @Test
    void whatIsNotOnesOwnOrNotThereIsRefusedAndTheRestGoesOn() {
        var space = client.space();
        var others = client.submitted(space, client.user, "mine alone");
        var nobodys = UUID.randomUUID();
        var stranger = client.tokens.user().sign();
        try (var events = follow(
                stranger, "requests/" + others, "requests/" + nobodys, "spaces/" + nobodys, "spaces/" + space.id())) {
            var left = new ArrayList<>(List.of("requests/" + others, "requests/" + nobodys, "spaces/" + nobodys));
            while (!left.isEmpty()) {
                var data = events.next().data();
                if (data.get("event").textValue().equals("refused")) {
                    assertThat(data.at("/data/status").intValue()).isEqualTo(404);
                    assertThat(left.remove(data.get("subject").textValue())).isTrue();
                } else {
                    assertThat(data.get("subject").textValue()).isEqualTo("spaces/" + space.id());
                }
            }
            try (var worker = client.worker(space, 1)) {
                assertThat(worker.registration.get("space_id").textValue()).isEqualTo(space.id());
                var connected = events.next();
                assertThat(connected.data().get("subject").textValue()).isEqualTo("spaces/" + space.id());
            }
        }
        try (var events = follow(client.admin, "requests/" + others)) {
            assertThat(next(events, "requests/" + others, "queued")).isNotNull();
        }
    }

    @Test
    void theStreamEndsWithItsToken() {
        try (var events = follow(client.tokens.user().expiresInSeconds(2).sign(), "spaces")) {
            assertThat(events.next(event -> event.data() != null
                            && event.data().path("event").asText().equals("ended")))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "requests",
                "requests/",
                "requests/1",
                "spaces/",
                "spaces/x",
                "Spaces",
                "requests/01890000-0000-7000-8000-000000000000@-1",
                "requests/01890000-0000-7000-8000-000000000000@x",
                "requests/01890000-0000-7000-8000-000000000000\u0000",
                "spaces\"}"
            })
    void whatIsNoSubjectIsABadRequest(String subject) {
        assertThat(client.get("/api/events?" + query(subject), client.user).status())
                .isEqualTo(400);
    }

    @Test
    void noneOrTooManyAreABadRequest() {
        assertThat(client.get("/api/events", client.user).status()).isEqualTo(400);
        var many =
                Stream.generate(() -> "spaces/" + UUID.randomUUID()).limit(33).toArray(String[]::new);
        assertThat(client.get("/api/events?" + query(many), client.user).status())
                .isEqualTo(400);
    }

    @Test
    void onlyWhoIsSignedInFollows() {
        assertThat(client.get("/api/events?subject=spaces", null).status()).isEqualTo(401);
    }
}
