package dev.pulsegate.gateway.reliability;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Two gateway processes on one database share the work, and one takes over what the other leaves. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class TwoGatewaysIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a process may be silent for, as it is configured. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(6);

    /** From the last sign of life until its work is in the queue again, by the database's clock. */
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(20);

    /** What its workers have to come back in, as it is configured. */
    private static final Duration RETURN_GRACE = Duration.ofSeconds(10);

    private static final String SPACE = "MySpace";
    private static final String WITHOUT_BROKER = "WithoutBroker";
    private static final String HELD = "HeldSpace";
    private static final int CAPACITY = 10;
    private static final int MANY = 400;
    private static final int TOLD = 40;

    private static final Map<String, String> SETTINGS = Map.of(
            "pulsegate.platform.outbox.repeat-interval", "1s",
            "pulsegate.gateway.webhooks.allow-private-addresses", "true",
            "pulsegate.gateway.prototype.routes", "true",
            "pulsegate.gateway.prototype.worker-access", "OPEN");

    private Installation installation;
    private Owner owner;
    private Records records;
    private GatewayProcess first;
    private GatewayProcess second;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        installation = new Installation(folder);
        owner = new Owner(installation.tokens());
        records = new Records(installation);
        installation.stopBroker();
        first = installation.startGateway(SETTINGS);
        second = installation.startGateway(SETTINGS);
    }

    @AfterAll
    void stop() throws Exception {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    @Order(0)
    void withoutABrokerTheyStartAndShareTheWorkAndTellWhatTheyHaveToWhenItIsThere() throws Exception {
        for (var gateway : List.of(first, second)) {
            assertThat(gateway.ready().statusCode()).isEqualTo(200);
            assertThat(gateway.ready().body()).contains("not connected");
        }
        var space = owner.createSpace(first.address(), WITHOUT_BROKER, Map.of());
        try (var worker = SimulatedWorker.completing(second.address(), WITHOUT_BROKER, "worker", CAPACITY)) {
            var accepted = owner.submit(first.address(), space, CAPACITY);
            Records.assertCompletedOnce(records.awaitEnds(space, PATIENCE), accepted);
            Records.assertNotHandedOverTwice(List.of(worker));
        }

        installation.startBroker();
        try (var listener = installation.listen("space-operators")) {
            Eventually.holds(PATIENCE, () -> {
                assertThat(listener.heard()).anyMatch(message -> message.contains(WITHOUT_BROKER));
                assertThat(first.ready().body()).doesNotContain("not connected");
                assertThat(second.ready().body()).doesNotContain("not connected");
            });
        }
    }

    @Test
    @Order(1)
    void nothingIsHandedOverTwice() throws Exception {
        var space = owner.createSpace(first.address(), SPACE, Map.of());
        var workers = new ArrayList<SimulatedWorker>();
        for (var gateway : List.of(first, second, first, second)) {
            workers.add(SimulatedWorker.completing(gateway.address(), SPACE, "worker-" + workers.size(), CAPACITY));
        }

        var accepted = new ArrayList<UUID>(owner.submit(first.address(), space, MANY));
        accepted.addAll(owner.submit(second.address(), space, MANY));

        var histories = records.awaitEnds(space, PATIENCE);
        Records.assertCompletedOnce(histories, accepted);
        Records.assertNotHandedOverTwice(workers);
        assertThat(histories.values())
                .allSatisfy(each -> assertThat(each.attempts()).containsExactly(1));
        workers.forEach(SimulatedWorker::close);
    }

    @Test
    @Order(1)
    void aWatcherOnOneFollowsAWorkerOnTheOther() throws Exception {
        var space = owner.createSpace(first.address(), "Followed", Map.of());
        var request = owner.submit(first.address(), space);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var watching = threads.submit(() -> owner.events(first.address(), request));
            try (var worker = SimulatedWorker.completing(second.address(), "Followed", "elsewhere", 1)) {
                assertThat(watching.get()).containsSubsequence("queued", "processing", "completed");
                assertThat(worker.handedOver()).hasSize(1);
            }
        }
    }

    @Test
    @Order(1)
    void theEndOfARequestIsToldOnceWhicheverOfThemEndsIt() throws Exception {
        var told = new ConcurrentLinkedQueue<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            exchange.getRequestBody().readAllBytes();
            told.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        var hook = "http://localhost:" + receiver.getAddress().getPort() + "/hook";
        var space = owner.createSpace(first.address(), "Told", Map.of());
        try (var one = SimulatedWorker.completing(first.address(), "Told", "one", 2);
                var other = SimulatedWorker.completing(second.address(), "Told", "other", 2)) {
            for (int i = 0; i < TOLD; i++) {
                owner.submit((i % 2 == 0 ? first : second).address(), space, hook);
            }
            Eventually.holds(
                    PATIENCE, () -> assertThat(records.deliveredWebhooks(space)).isEqualTo(TOLD));

            // None is under way any more.
            assertThat(told).hasSize(TOLD).doesNotHaveDuplicates();
            assertThat(one.handedOver().size() + other.handedOver().size()).isEqualTo(TOLD);
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    @Order(1)
    void aFileIsPutAtOneAndReadAtTheOther() throws Exception {
        var space = owner.createSpace(first.address(), "Files", Map.of());
        try (var worker = SimulatedWorker.holding(first.address(), "Files", "puts", 1)) {
            owner.submit(second.address(), space);
            Eventually.holds(PATIENCE, () -> assertThat(worker.handedOver()).hasSize(1));
            var request = worker.handedOver().getFirst();

            var put = owner.send(second.address(), "PUT", pathOf(request.putUrl()), "text/plain", "from one");
            assertThat(put.statusCode()).as(put.body()).isBetween(200, 204);
            for (var gateway : List.of(first, second)) {
                var read = owner.send(gateway.address(), "GET", pathOf(request.finalUrl()), "text/plain", "");
                assertThat(read.statusCode()).isEqualTo(200);
                assertThat(read.body()).isEqualTo("from one");
            }
            worker.complete(request);
            assertThat(worker.answer(request.name())).succeedsWithin(PATIENCE);
        }
    }

    private static String pathOf(URI url) {
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    @Test
    @Order(1)
    void thePrototypesRoutesAnswerAlike() throws Exception {
        var space = owner.createSpace(second.address(), "Prototype", Map.of());
        try (var worker = SimulatedWorker.completing(second.address(), "Prototype", "old", 1)) {
            var submitted = owner.send(
                    first.address(),
                    "POST",
                    "/websockets/submit/" + space,
                    "application/x-www-form-urlencoded",
                    "prompt=hi");
            assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
            var status = "/websockets/status?request_id="
                    + Answer.parse(submitted.body()).get("request_id").textValue();
            for (var gateway : List.of(first, second)) {
                Eventually.holds(
                        PATIENCE, () -> assertThat(owner.send(gateway.address(), "GET", status, "text/plain", "")
                                        .body())
                                .contains("\"completed\""));
            }
            assertThat(worker.handedOver()).hasSize(1);
        }
    }

    /** Long polling needs to stay with one process; a client is told so in its protocol's words and begins anew. */
    @Test
    @Order(1)
    void aSocketIoSessionIsKnownToItsOwnGatewayOnly() throws Exception {
        var path = "/socket.io/?EIO=4&transport=polling";
        var opened = owner.send(first.address(), "GET", path, "text/plain", "");
        assertThat(opened.body()).startsWith("0{");
        var sid = Answer.parse(opened.body().substring(1)).get("sid").textValue();

        var astray = owner.send(second.address(), "POST", path + "&sid=" + sid, "text/plain;charset=UTF-8", "40");

        assertThat(astray.statusCode()).isEqualTo(400);
        assertThat(astray.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(owner.send(first.address(), "POST", path + "&sid=" + sid, "text/plain;charset=UTF-8", "40")
                        .statusCode())
                .isEqualTo(200);
    }

    /** The last, as there is one process fewer afterwards. */
    @Test
    @Order(2)
    void whatAKilledOneHadIsTakenOver() throws Exception {
        var held = owner.createSpace(first.address(), HELD, Map.of());
        // The second has no worker for these until the first, which has all of them, is dead.
        try (var holding = SimulatedWorker.holding(first.address(), HELD, "dies", CAPACITY)) {
            var running = owner.submit(second.address(), held, CAPACITY);
            Eventually.holds(PATIENCE, () -> assertThat(holding.handedOver()).hasSize(CAPACITY));
            var waiting = owner.submit(first.address(), held, CAPACITY);

            first.kill();
            var lastHeartbeat = records.lastHeartbeat(running.getFirst());
            assertThat(holding.gone()).succeedsWithin(PATIENCE);
            try (var heir = SimulatedWorker.completing(second.address(), HELD, "heir", 1)) {
                var ends = records.awaitEnds(held, PATIENCE);

                Records.assertCompletedOnce(ends, running);
                Records.assertCompletedOnce(ends, waiting);
                assertThat(running).allSatisfy(id -> {
                    assertThat(ends.get(id).attempts()).containsExactly(1, 2);
                    assertThat(records.putBack(id))
                            .isBetween(
                                    lastHeartbeat.plus(DEAD_AFTER).plus(RETURN_GRACE),
                                    lastHeartbeat.plus(TAKEN_OVER_WITHIN));
                });
                Records.assertNotHandedOverTwice(List.of(holding, heir));
                Records.assertInOrder(ends, heir.handedOver());
                assertThat(owner.events(second.address(), running.getFirst()))
                        .containsExactly("queued", "processing", "queued", "processing", "completed");
            }
        }
    }
}
