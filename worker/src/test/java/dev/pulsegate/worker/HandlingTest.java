package dev.pulsegate.worker;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.RetryableException;

import static dev.pulsegate.worker.RunningWorker.text;
import static dev.pulsegate.worker.fake.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class HandlingTest {

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void requestsAreAnsweredInTheOrderTheyCameIn() {
        try (var worker = RunningWorker.start(gateway.address(), (request, _) -> text(request.id()))) {
            var connection = gateway.registeredConnection();
            var ids = IntStream.range(0, 50).mapToObj(i -> "r" + i).toList();
            var answered = new ArrayList<String>();
            for (var id : ids) {
                connection.request(id, 1);
                answered.add(connection.result().path("result").path("text").asText());
            }

            assertThat(answered).isEqualTo(ids);
            eventually("all are counted", () -> worker.client().statistics().completed() == 50);
        }
    }

    @Test
    void aResultCarriesAttemptAndLease() {
        try (var _ = RunningWorker.start(gateway.address(), new EchoHandler())) {
            var connection = gateway.registeredConnection();
            connection.request("r", 3);

            assertThat(connection.next("inference_chunk").toString())
                    .isEqualTo("{\"type\":\"inference_chunk\",\"request_id\":\"r\",\"attempt\":3,"
                            + "\"lease\":\"lease-r-3\",\"seq\":0,\"text\":\"hello\"}");
            assertThat(connection.result().toString())
                    .isEqualTo("{\"type\":\"inference_result\",\"request_id\":\"r\",\"attempt\":3,"
                            + "\"lease\":\"lease-r-3\",\"status\":\"completed\","
                            + "\"result\":{\"text\":\"hello\",\"payload\":{\"prompt\":\"hello\"}}}");
        }
    }

    @Test
    void noMoreThanTheCapacityIsHandledAtOnceAndTheRestWaitsItsTurn() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var together = new CyclicBarrier(2);
        try (var worker = RunningWorker.start(
                gateway.address(),
                (_, _) -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    together.await();
                    running.decrementAndGet();
                    return null;
                },
                settings -> settings.capacity(2))) {
            var connection = gateway.registeredConnection();
            for (int i = 0; i < 4; i++) {
                connection.request("r" + i, 1);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(connection.result().path("status").asText()).isEqualTo("completed");
            }

            assertThat(most).hasValue(2);
            eventually("all are counted", () -> worker.client().statistics().completed() == 4);
        }
    }

    @Test
    void aGatewayThatSendsFarMoreThanTheCapacityIsToldToTryAgainElsewhere() {
        var gate = new Semaphore(0);
        try (var _ = RunningWorker.start(gateway.address(), (_, _) -> {
            gate.acquire();
            return null;
        })) {
            var connection = gateway.registeredConnection();
            connection.request("handled", 1);
            connection.request("waiting", 1);
            connection.request("too-many", 1);
            var turnedDown = connection.result();
            gate.release(2);

            assertThat(turnedDown.path("request_id").asText()).isEqualTo("too-many");
            assertThat(turnedDown.path("status").asText()).isEqualTo("failed");
            assertThat(turnedDown.path("result").path("retryable").asBoolean()).isTrue();
            assertThat(connection.result().path("request_id").asText()).isEqualTo("handled");
            assertThat(connection.result().path("request_id").asText()).isEqualTo("waiting");
        }
    }

    @Test
    void progressAndChunksComeInOrderAndBeforeTheResult() {
        try (var worker = RunningWorker.start(gateway.address(), (_, out) -> {
            for (int i = 0; i < 20; i++) {
                out.progress(i / 20.0, i == 0 ? "begun" : "");
                out.chunk("text " + i);
                out.chunk(JsonNodeFactory.instance.objectNode().put("i", i));
            }
            return text("done");
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            for (int i = 0; i < 20; i++) {
                var progress = connection.next("inference_progress");
                assertThat(progress.path("progress").asDouble()).isEqualTo(i / 20.0);
                assertThat(progress.has("message")).isEqualTo(i == 0);
                var chunk = connection.next("inference_chunk");
                assertThat(chunk.path("seq").asInt()).isEqualTo(2 * i);
                assertThat(chunk.path("text").asText()).isEqualTo("text " + i);
                var data = connection.next("inference_chunk");
                assertThat(data.path("seq").asInt()).isEqualTo(2 * i + 1);
                assertThat(data.path("data").path("i").asInt()).isEqualTo(i);
            }
            assertThat(connection.result().path("result").path("text").asText()).isEqualTo("done");
            assertThat(worker.events(WorkerEvent.Progressed.class)).hasSize(20);
        }
    }

    @Test
    void chunksOfSeveralThreadsOfAHandlerAreNumberedWithoutGaps() {
        try (var _ = RunningWorker.start(gateway.address(), (_, out) -> {
            var threads = IntStream.range(0, 8)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                        try {
                            for (int i = 0; i < 50; i++) {
                                out.chunk("x");
                            }
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .toList();
            for (var thread : threads) {
                thread.join();
            }
            return null;
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            for (int seq = 0; seq < 400; seq++) {
                assertThat(connection.next("inference_chunk").path("seq").asInt())
                        .isEqualTo(seq);
            }
            connection.result();
        }
    }

    @Test
    void longTextIsSentAsSeveralChunksThatAddUpToIt() {
        var text = "😀ab".repeat(60_000);
        try (var _ = RunningWorker.start(gateway.address(), (_, out) -> {
            out.chunk(text);
            return null;
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            var sent = new StringBuilder();
            while (sent.length() < text.length()) {
                sent.append(connection.next("inference_chunk").path("text").asText());
            }
            assertThat(sent.toString().equals(text)).isTrue();
            connection.result();
        }
    }

    @Test
    void whatAHandlerThrowsIsTheReasonTheRequestFailed() {
        try (var worker = RunningWorker.start(gateway.address(), (request, out) -> {
            switch (request.id()) {
                case "plain" -> throw new IllegalStateException("the model is not loaded");
                case "retryable" -> throw new RetryableException("out of memory on the GPU");
                case "silent" -> throw new UnsupportedOperationException();
                case "error" -> throw new StackOverflowError();
                case "long" -> throw new IllegalStateException("x".repeat(100_000));
                case "progress" -> out.progress(1.5, "");
                case "nan" -> out.progress(Double.NaN, "");
                default -> throw new AssertionError();
            }
            return null;
        })) {
            var connection = gateway.registeredConnection();
            Map<String, String> errors = Map.of(
                    "plain", "the model is not loaded",
                    "retryable", "out of memory on the GPU",
                    "silent", "UnsupportedOperationException",
                    "error", "StackOverflowError",
                    "progress", "progress is from 0 to 1: 1.5",
                    "nan", "progress is from 0 to 1: NaN");
            errors.forEach((id, error) -> {
                connection.request(id, 1);
                var result = connection.result();
                assertThat(result.path("status").asText()).isEqualTo("failed");
                assertThat(result.path("result").path("error").asText()).isEqualTo(error);
                assertThat(result.path("result").path("retryable").asBoolean()).isEqualTo("retryable".equals(id));
            });
            connection.request("long", 1);
            assertThat(connection.result().path("result").path("error").asText())
                    .hasSize(2000)
                    .endsWith("…");
            eventually("all are counted", () -> worker.client().statistics().failed() == 7);
        }
    }

    @Test
    void aResultThatIsTooLongFailsAndSaysSo() {
        try (var _ = RunningWorker.start(gateway.address(), (_, _) -> text("ü".repeat(300_000)))) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            var result = connection.result();

            assertThat(result.path("status").asText()).isEqualTo("failed");
            assertThat(result.path("result").path("error").asText())
                    .isEqualTo("the result has 600,011 bytes as JSON and may have 524,288; upload it as a file");
        }
    }
}
