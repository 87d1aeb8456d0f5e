package dev.pulsegate.worker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.connection.SocketClosed;
import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.fake.FakeGateway.TokenAnswer;
import dev.pulsegate.worker.fake.Wire;
import dev.pulsegate.worker.handler.EchoHandler;

import static dev.pulsegate.worker.RunningWorker.text;
import static dev.pulsegate.worker.fake.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class ReconnectTest {

    private FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aRequestThatRunsWhenTheConnectionIsCutIsFinishedAndItsResultDeliveredOnce()
            throws IOException, InterruptedException {
        var begun = new CountDownLatch(1);
        var gate = new Semaphore(0);
        try (var wire = new Wire(gateway.port());
                var worker = RunningWorker.start(wire.address(), (_, out) -> {
                    out.progress(0.25, "");
                    begun.countDown();
                    gate.acquire();
                    out.chunk("not lost on the way");
                    return text("kept");
                })) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            begun.await();
            wire.cut();
            var second = gateway.registeredConnection();
            var probe = second.next("inference_progress");
            gate.release(2);
            assertThat(second.next("inference_chunk").path("text").asText()).isEqualTo("not lost on the way");
            var result = second.next("inference_result");

            assertThat(probe.path("progress").asDouble()).isEqualTo(0.25);
            assertThat(probe.path("lease").asText()).isEqualTo("lease-r-1");
            assertThat(result.path("attempt").asInt()).isEqualTo(1);
            assertThat(result.path("lease").asText()).isEqualTo("lease-r-1");
            assertThat(result.path("result").path("text").asText()).isEqualTo("kept");
            second.answer(result, true);
            second.request("next", 1);
            second.next("inference_progress");
            second.next("inference_chunk");
            assertThat(worker.client().statistics().reconnects()).isEqualTo(1);
        }
    }

    @Test
    void aResultThatWasNotAnsweredIsSentAgainUntilItIs() throws IOException {
        try (var wire = new Wire(gateway.port());
                var worker = RunningWorker.start(wire.address(), (_, _) -> text("kept"))) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            var sent = first.next("inference_result");
            wire.cut();
            var second = gateway.registeredConnection();
            var sentAgain = second.next("inference_result");
            wire.cut();
            var third = gateway.registeredConnection();
            assertThat(third.next("inference_result")).isEqualTo(sent).isEqualTo(sentAgain);
            third.answer(sent, false);
            assertThat(worker.event(WorkerEvent.ResultRefused.class).requestId())
                    .isEqualTo("r");
            wire.cut();
            var fourth = gateway.registeredConnection();
            fourth.request("next", 1);

            assertThat(fourth.next("inference_result").path("request_id").asText())
                    .isEqualTo("next");
            assertThat(worker.client().statistics().refused()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatWasHandedToAnotherWorkerMeanwhileIsGivenUp() throws IOException, InterruptedException {
        var begun = new CountDownLatch(1);
        try (var wire = new Wire(gateway.port());
                var worker = RunningWorker.start(wire.address(), (_, _) -> {
                    begun.countDown();
                    new Semaphore(0).acquire();
                    return null;
                })) {
            gateway.registeredConnection().request("r", 1);
            begun.await();
            wire.cut();
            var second = gateway.registeredConnection();
            second.next("inference_progress");
            second.send(
                    "{'type':'error','code':'stale_attempt','message':'no longer yours','request_id':'r','attempt':1}");

            assertThat(worker.event(WorkerEvent.Canceled.class).reason()).isEqualTo("no longer yours");
        }
    }

    @Test
    void aGatewayThatRestartsIsFoundAgain() {
        int port = gateway.port();
        try (var worker = RunningWorker.start(gateway.address(), new EchoHandler())) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            first.skipTo("inference_result");
            gateway.close();
            worker.event(WorkerEvent.Retrying.class);
            gateway = FakeGateway.startAt(port);
            var second = gateway.registeredConnection();

            assertThat(second.skipTo("inference_result").path("request_id").asText())
                    .isEqualTo("r");
        }
    }

    @Test
    void aGatewayThatFallsSilentIsGivenUp() throws IOException {
        try (var wire = new Wire(gateway.port());
                var worker = RunningWorker.start(
                        wire.address(), new EchoHandler(), settings -> settings.silenceLimit(Duration.ofMillis(300)))) {
            gateway.registeredConnection();
            wire.silent(true);
            assertThat(worker.event(WorkerEvent.Retrying.class).reason()).contains("nothing was heard");
            wire.silent(false);
            gateway.registeredConnection();
        }
    }

    @Test
    void aGatewayThatAnswersPingsIsNotGivenUp() {
        try (var worker = RunningWorker.start(
                gateway.address(), new EchoHandler(), settings -> settings.silenceLimit(Duration.ofMillis(1500)))) {
            var connection = gateway.registeredConnection();
            eventually("it has pinged for longer than the limit", () -> connection.pings() >= 4);
            connection.request("r", 1);
            connection.skipTo("inference_result");

            assertThat(worker.events(WorkerEvent.Retrying.class)).isEmpty();
        }
    }

    @Test
    void aTokenThatEndedIsReplacedAndOneThatHoldsIsKept() {
        try (var worker =
                RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_k"))) {
            gateway.registeredConnection().close(4401, "token expired");
            var second = gateway.registeredConnection();
            assertThat(second.header("Authorization")).contains("Bearer token-2");
            second.close(1001, "the server is stopping");
            assertThat(gateway.registeredConnection().header("Authorization")).contains("Bearer token-2");

            assertThat(gateway.tokens()).isEqualTo(2);
            assertThat(worker.isOver()).isFalse();
        }
    }

    @Test
    void aTokenThatIsToBeReplacedSoonIsReplacedBeforeConnectingAgain() {
        var now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
        try (var _ = RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_k")
                .clock(now::get))) {
            var first = gateway.registeredConnection();
            now.updateAndGet(time -> time.plusSeconds(359));
            first.close(1001, "the server is stopping");
            // Not registered, so that nothing is renewed on it.
            var second = gateway.connection();
            assertThat(second.header("Authorization")).contains("Bearer token-1");
            now.updateAndGet(time -> time.plusSeconds(122));
            second.close(1001, "the server is stopping");

            assertThat(gateway.registeredConnection().header("Authorization")).contains("Bearer token-2");
        }
    }

    @Test
    void aKeyThatIsRevokedWhileConnectedEndsTheWorker() {
        var worker = RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_k"));
        var connection = gateway.registeredConnection();
        gateway.answerTokensWith(_ -> new TokenAnswer(401, "{}", Map.of()));
        connection.close(4401, "session revoked");

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Refused("the access key was refused"));
    }

    @Test
    void waitsGrowUntilAConnectionRegistersAndHonourRetryAfter() {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        gateway.answerTokensWith(usual -> waits.size() < 20
                ? new TokenAnswer(429, "{}", waits.size() == 19 ? Map.of("Retry-After", "77") : Map.of())
                : usual);
        try (var _ = RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_k")
                .pause((delay, _) -> waits.add(delay)))) {
            gateway.registeredConnection().close(1001, "the server is stopping");
            gateway.registeredConnection();

            assertThat(waits).hasSize(21);
            assertThat(waits.getFirst()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            assertThat(waits.subList(7, 19))
                    .allMatch(delay -> delay.toSeconds() >= 15 && delay.compareTo(Duration.ofSeconds(30)) <= 0);
            assertThat(waits.get(19)).isEqualTo(Duration.ofSeconds(77));
            assertThat(waits.get(20)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        }
    }

    @Test
    void aWorkerThatHoldsWorkLooksOftenAndSpeaksForItWhenItRegisters() throws InterruptedException {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        var now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
        var begun = new CountDownLatch(1);
        gateway.answerTokensWith(usual -> waits.size() % 20 == 19 ? usual : new TokenAnswer(503, "{}", Map.of()));
        try (var _ = RunningWorker.start(
                gateway.address(),
                (_, _) -> {
                    begun.countDown();
                    new Semaphore(0).acquire();
                    return null;
                },
                settings -> settings.accessKey("pgk_k").clock(now::get).pause((delay, _) -> {
                    waits.add(delay);
                    now.updateAndGet(time -> time.plusSeconds(2));
                }))) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            begun.await();
            waits.clear();
            first.close(4401, "token expired");
            var again = gateway.connection();
            var registration = again.next("register");

            assertThat(registration.path("held").path(0).path("request_id").asText())
                    .isEqualTo("r");
            assertThat(registration.path("held").path(0).path("attempt").asInt())
                    .isEqualTo(1);
            assertThat(registration.path("held").path(0).path("lease").asText()).isEqualTo("lease-r-1");
            // By this clock two seconds pass with each: the first fifteen are within half a minute.
            assertThat(waits.subList(0, 15)).allMatch(delay -> delay.compareTo(Duration.ofSeconds(2)) <= 0);
            assertThat(waits.subList(16, waits.size()))
                    .isNotEmpty()
                    .allMatch(delay -> delay.toSeconds() >= 4 && delay.toSeconds() <= 8);
        }
    }

    @Test
    void aConnectionThatEndsWithoutAWordIsSaidToHave() {
        assertThat(new SocketClosed(SocketClosed.LOST, "")).hasToString("the connection ended without a word");
        assertThat(new SocketClosed(4400, "")).hasToString("the gateway closed with code 4400");
    }

    @Test
    void aWaitEndsWhenTheWorkerIsDrained() {
        gateway.close();
        var waiting = new CountDownLatch(1);
        var worker = RunningWorker.start(
                gateway.address(),
                new EchoHandler(),
                settings -> settings.pause((_, event) -> {
                    waiting.countDown();
                    eventually("the wait is cut short", event::isDone);
                }));
        eventually("it waits", () -> waiting.getCount() == 0);
        worker.client().drain();

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Drained());
    }
}
