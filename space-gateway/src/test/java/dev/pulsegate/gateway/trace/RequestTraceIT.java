package dev.pulsegate.gateway.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.worker.socketio.SioWorker;
import dev.pulsegate.platform.broker.Broker;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.trace.ReceivedSpan;
import dev.pulsegate.testkit.trace.TraceCollector;
import dev.pulsegate.testkit.trace.TraceCollectorResource;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What a collector gets to know of a request, and what a request's worker, problem and log say of its trace. */
@GatewayServiceTest
@WithTestResource(TraceCollectorResource.class)
class RequestTraceIT {

    private static final String SUBMIT = "POST /api/spaces/{space}/requests";
    private static final String ACCEPT = "accept spaces/{space}";
    private static final String WAIT = "wait spaces/{space}";
    private static final String ATTEMPT = "attempt spaces/{space}";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    TraceCollector collector;

    @Inject
    Broker broker;

    private final GatewayClient client = new GatewayClient();
    private final String trace = hex(16);

    private static String hex(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private String callersTraceparent() {
        return "00-" + trace + "-" + CALLERS_SPAN + "-01";
    }

    private String submit(GatewayClient.Space space, String json) {
        var answer = client.submit(space, client.user, json, "traceparent", callersTraceparent());
        assertThat(answer.status()).isEqualTo(202);
        return answer.text("id");
    }

    private static String told(JsonNode request) {
        return request.path("traceparent").asText();
    }

    @Test
    void aRequestIsOneTraceFromItsSubmissionToItsResult() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = submit(space, "{\"prompt\":\"hi\"}");
            var request = worker.awaitRequest();
            worker.complete(request, "done");

            var attempt = collector.await(trace, ATTEMPT);
            var submit = collector.await(trace, SUBMIT);
            var accept = collector.await(trace, ACCEPT);
            var wait = collector.await(trace, WAIT);
            assertThat(told(request)).isEqualTo("00-" + trace + "-" + attempt.id() + "-01");
            assertThat(submit.parentId()).isEqualTo(CALLERS_SPAN);
            assertThat(accept.parentId()).isEqualTo(submit.id());
            assertThat(wait.parentId()).isEqualTo(accept.id());
            assertThat(attempt.parentId()).isEqualTo(accept.id());
            assertThat(attempt.startNanos()).isEqualTo(wait.endNanos());
            assertThat(collector.spans(trace)).extracting(ReceivedSpan::service).containsOnly("space-gateway");
            assertThat(submit.attributes()).containsEntry("http.response.status_code", "202");
            assertThat(accept.attributes()).containsEntry("pulsegate.request.accepted", "true");
            assertThat(attempt.attributes())
                    .containsEntry("messaging.message.id", id)
                    .containsEntry("messaging.destination.name", "spaces/" + space.id())
                    .containsEntry("messaging.operation.type", "process")
                    .containsEntry("pulsegate.attempt.number", "1")
                    .containsEntry("pulsegate.request.status", "completed");
            assertThat(attempt.isError()).isFalse();
        }
    }

    @Test
    void anotherAttemptIsAnotherSpanOfTheTrace() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            submit(space, "{\"prompt\":\"hi\"}");
            var first = worker.awaitRequest();
            worker.fail(first, "not now", true);
            var failed = collector.await(trace, ATTEMPT);
            var second = worker.awaitRequest();

            assertThat(told(first)).contains(failed.id());
            assertThat(told(second)).contains(trace).isNotEqualTo(told(first));
            assertThat(failed.isError()).isTrue();
            assertThat(failed.attributes()).containsEntry("pulsegate.requeue.reason", "worker_failed");
        }
    }

    @Test
    void aSocketIoWorkerIsToldTheTrace() {
        var space = client.space();
        try (var worker = SioWorker.connect(client.port)) {
            worker.register(space.name());
            submit(space, "{\"prompt\":\"hi\"}");
            var request = worker.awaitRequest();
            worker.complete(request, "done");

            assertThat(told(request))
                    .isEqualTo("00-" + trace + "-"
                            + collector.await(trace, ATTEMPT).id() + "-01");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-%s-00f067aa0ba902b7",
                "00-%s-0000000000000000-01",
                "00-%s-00f067aa0ba902b7-01-more",
                "ff-%s-00f067aa0ba902b7-01"
            })
    void whatNamesNoSpanIsIgnoredAndATraceBegins(String malformed) {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.submit(space, client.user, "{\"prompt\":\"hi\"}", "traceparent", malformed.formatted(trace));
            var begun = told(worker.awaitRequest()).substring(3, 35);

            assertThat(begun).isNotEqualTo(trace).hasSize(32);
            assertThat(collector.await(begun, SUBMIT).parentId()).isEmpty();
            assertThat(collector.spans(trace)).isEmpty();
        }
    }

    @Test
    void whatItsCallerDoesNotRecordIsNotRecordedButHasItsTrace() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var unrecorded = hex(16);
            client.submit(
                    space,
                    client.user,
                    "{\"prompt\":\"hi\"}",
                    "traceparent",
                    "00-" + unrecorded + "-" + CALLERS_SPAN + "-00");
            var request = worker.awaitRequest();
            worker.complete(request, "done");
            worker.awaitAnswer();
            submit(space, "{\"prompt\":\"hi\"}");
            worker.complete(worker.awaitRequest(), "done");
            collector.await(trace, ATTEMPT);

            assertThat(told(request)).startsWith("00-" + unrecorded).endsWith("-00");
            assertThat(collector.spans(unrecorded)).isEmpty();
        }
    }

    @Test
    void aProblemAndItsLogLineNameTheTrace() {
        var space = client.space();
        try (var log = new CapturedLog()) {
            var refused = client.submit(space, client.user, "{}", "traceparent", callersTraceparent());

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("trace_id")).isEqualTo(trace);
            assertThat(log.messages("%X{trace_id} %s"))
                    .anyMatch(line -> line.startsWith(trace) && line.contains(space.id()));
            assertThat(collector.await(trace, ACCEPT).attributes())
                    .containsEntry("pulsegate.request.accepted", "false");
        }
    }

    @Test
    void whatOtherServicesAreToldBelongsToTheTraceOfWhatTheyAreToldOf() {
        Eventually.holds(SOON, () -> assertThat(broker.isConnected("space-operators-out"))
                .isTrue());
        var space = "{\"name\":\"%s\"}".formatted("Space " + trace);

        var made = client.post("/api/spaces", client.admin, space, "traceparent", callersTraceparent());

        assertThat(made.status()).isEqualTo(201);
        var sent = collector.await(trace, "send space-operators");
        assertThat(sent.parentId())
                .isEqualTo(collector.await(trace, "POST /api/spaces").id());
        assertThat(sent.attributes()).containsEntry("messaging.system", "amqp");
    }

    @Test
    void whoIsToldOfTheEndIsToldTheTraceToo() throws Exception {
        var header = new CompletableFuture<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            header.complete(exchange.getRequestHeaders().getFirst("traceparent"));
            answer(exchange);
        });
        receiver.start();
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var url = "http://localhost:" + receiver.getAddress().getPort() + "/hook";
            var secret = "whsec_" + "A".repeat(32);
            submit(space, "{\"prompt\":\"hi\",\"webhook\":{\"url\":\"%s\",\"secret\":\"%s\"}}".formatted(url, secret));
            worker.complete(worker.awaitRequest(), "done");

            var told = collector.await(trace, "POST");
            assertThat(header.get(20, TimeUnit.SECONDS)).isEqualTo("00-" + trace + "-" + told.id() + "-01");
            assertThat(told.attributes())
                    .containsEntry("server.address", "localhost")
                    .containsEntry("http.response.status_code", "204");
        } finally {
            receiver.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }
}
