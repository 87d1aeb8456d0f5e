package dev.pulsegate.gateway.audit;

import java.time.Duration;
import java.util.List;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayClient.Space;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What administrators do here reaches auth-service and the log, and nothing else does. */
@GatewayServiceTest
class AuditNoticesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final GatewayClient client = new GatewayClient();

    @Inject
    HeardEvents heard;

    AmqpBroker broker;

    private List<String> actions(String subject) {
        return heard.about(subject).stream().map(AuditEvent::action).toList();
    }

    /** Whatever was committed before a space that is made now is told before it, or again within seconds. */
    private void awaitAllTold() {
        var barrier = client.space();
        Eventually.holds(PATIENCE, () -> assertThat(actions(barrier.id())).contains("SPACE_CREATE"));
    }

    private void change(Space space, String change, int status) {
        // Nobody is told to believe a proxy here.
        assertThat(client.send("PATCH", space.path(), client.admin, change, "X-Forwarded-For", "203.0.113.66")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void eachChangeOfASpaceIsToldWithWhoAndFromWhere() {
        var other = client.space();
        try (var log = new CapturedLog()) {
            var space = client.space("\"worker_access\":\"KEY\"");
            change(space, "{\"operators\":[\"ada\",\"bob\"],\"enabled\":false,\"description\":\"…\"}", 200);
            change(space, "{\"name\":\"" + other.name() + "\"}", 409);
            change(space, "{\"attempt_limit\":0}", 400);
            assertThat(client.send("PATCH", space.path(), client.user, "{\"enabled\":true}")
                            .status())
                    .isEqualTo(403);
            assertThat(client.delete(space.path(), client.admin).status()).isEqualTo(200);
            assertThat(client.delete(space.path(), client.admin).status()).isEqualTo(404);
            awaitAllTold();

            var events = heard.about(space.id());
            assertThat(events)
                    .extracting(AuditEvent::action)
                    .containsExactly("SPACE_CREATE", "SPACE_CHANGE", "SPACE_DELETE");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.service()).isEqualTo("space-gateway");
                assertThat(event.outcome()).isEqualTo("SUCCEEDED");
                assertThat(event.actorKind()).isEqualTo("ADMINISTRATOR");
                assertThat(event.actor()).isNotBlank();
                assertThat(event.address()).isEqualTo("127.0.0.1");
                assertThat(event.subjectName()).isEqualTo(space.name());
            });
            assertThat(events.getFirst().detail()).contains("worker_access KEY");
            assertThat(events.get(1).detail()).isEqualTo("enabled false, operators ada bob, other settings");
            assertThat(log.messages())
                    .filteredOn(line ->
                            line.startsWith("INFO dev.pulsegate.audit: {") && line.contains("\"" + space.id() + "\""))
                    .hasSize(3);
        }
    }

    @Test
    void whoeverCancelsAStrangersRequestIsToldOnceAndWhoeverCancelsTheirOwnIsNot() {
        var space = client.space();
        var own = client.submitted(space, client.user, "mine");
        var others = client.submitted(space, client.user, "not mine");
        var admins = client.submitted(space, client.admin, "an administrator's");

        assertThat(client.delete("/api/requests/" + own, client.user).status()).isEqualTo(200);
        assertThat(client.delete("/api/requests/" + admins, client.admin).status())
                .isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            assertThat(client.delete("/api/requests/" + others, client.admin).status())
                    .isEqualTo(200);
        }
        awaitAllTold();
        assertThat(heard.about(others)).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("REQUEST_CANCEL");
            assertThat(event.actorKind()).isEqualTo("ADMINISTRATOR");
            assertThat(event.detail()).startsWith("of ");
        });
        assertThat(heard.about(own)).isEmpty();
        assertThat(heard.about(admins)).isEmpty();
    }

    @Test
    void whoeverTakesARequestFromItsWorkerIsTold() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            assertThat(client.post("/api/requests/" + id + "/requeue", client.admin, "")
                            .status())
                    .isEqualTo(200);
            Eventually.holds(PATIENCE, () -> assertThat(actions(id)).containsExactly("REQUEST_REQUEUE"));
        }
        var waiting = client.submitted(client.space(), client.user, "hi");
        assertThat(client.post("/api/requests/" + waiting + "/requeue", client.admin, "")
                        .status())
                .isEqualTo(409);
        awaitAllTold();
        assertThat(heard.about(waiting)).isEmpty();
    }

    @Test
    void whatIsDoneWhileTheBrokerIsAwayIsToldWhenItIsBack() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        broker.stop();
        try {
            assertThat(client.delete("/api/requests/" + id, client.admin).status())
                    .isEqualTo(200);
            change(space, "{\"enabled\":false}", 200);
        } finally {
            broker.start();
        }
        Eventually.holds(PATIENCE, () -> {
            assertThat(actions(id)).containsExactly("REQUEST_CANCEL");
            assertThat(actions(space.id())).contains("SPACE_CHANGE");
        });
    }
}
