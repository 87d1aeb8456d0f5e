package dev.pulsegate.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.handler.EchoHandler;

import static dev.pulsegate.worker.RunningWorker.text;
import static org.assertj.core.api.Assertions.assertThat;

/** A replica of the gateway stops, and the worker goes to another. */
class MovingTest {

    private static final String RECONNECT = "{'type':'reconnect','after_millis':0}";

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aWorkerThatIsAskedToConnectAgainDoesSoAtOnceAndBringsWhatItIsAtWorkOn() throws InterruptedException {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        var begun = new CountDownLatch(1);
        var gate = new Semaphore(0);
        try (var worker = RunningWorker.start(
                gateway.address(),
                (_, _) -> {
                    begun.countDown();
                    gate.acquire();
                    return text("kept");
                },
                settings -> settings.pause((delay, _) -> waits.add(delay)))) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            begun.await();
            first.send(RECONNECT);
            assertThat(first.closeCode()).isEqualTo(1000);
            var second = gateway.connection();
            var held = second.register().path("held");

            assertThat(held).hasSize(1);
            assertThat(held.path(0).path("lease").asText()).isEqualTo("lease-r-1");
            second.next("inference_progress");
            gate.release();
            assertThat(second.result().path("result").path("text").asText()).isEqualTo("kept");
            assertThat(waits).containsExactly(Duration.ZERO);
            assertThat(worker.events(WorkerEvent.Canceled.class)).isEmpty();
        }
    }

    @Test
    void whatIsSaidMeanwhileIsSaidToTheNextAndWhatWasSaidBeforeIsRepeated() throws InterruptedException {
        var gate = new Semaphore(0);
        var said = new Semaphore(0);
        try (var _ = RunningWorker.start(gateway.address(), (_, out) -> {
            for (var text : List.of("before ", "meanwhile ", "after")) {
                gate.acquire();
                out.chunk(text);
                said.release();
            }
            return text("kept");
        })) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            gate.release();
            first.next("inference_chunk");
            first.send(RECONNECT);
            assertThat(first.closeCode()).isEqualTo(1000);
            var second = gateway.connection();
            gate.release();
            said.acquire(2);
            second.register();
            second.next("inference_progress");
            gate.release();

            for (int seq = 0; seq < 3; seq++) {
                var chunk = second.next("inference_chunk");
                assertThat(chunk.path("seq").asInt()).isEqualTo(seq);
                assertThat(chunk.path("lease").asText()).isEqualTo("lease-r-1");
            }
            second.result();
        }
    }

    @Test
    void whatEndsMeanwhileIsSaidWithAllThatWentBefore() throws InterruptedException {
        var gate = new Semaphore(0);
        try (var worker = RunningWorker.start(gateway.address(), (_, out) -> {
            gate.acquire();
            out.chunk("meanwhile");
            return text("kept");
        })) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            worker.event(WorkerEvent.Started.class);
            first.send(RECONNECT);
            assertThat(first.closeCode()).isEqualTo(1000);
            var second = gateway.connection();
            gate.release();
            worker.event(WorkerEvent.Completed.class);
            second.register();

            assertThat(second.next("inference_chunk").path("text").asText()).isEqualTo("meanwhile");
            assertThat(second.next("inference_result")
                            .path("result")
                            .path("text")
                            .asText())
                    .isEqualTo("kept");
        }
    }

    /** The first may have gone before it read any of it, or while the connection was being closed. */
    @Test
    void whatEndedAndWasNotAnsweredIsSaidAgainWithAllThatWentBefore() throws InterruptedException {
        try (var _ = RunningWorker.start(gateway.address(), (_, out) -> {
            out.chunk("said ");
            out.chunk("once more");
            return text("kept");
        })) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            var begin = first.next("inference_chunk");
            var end = first.next("inference_chunk");
            var result = first.next("inference_result");
            first.send(RECONNECT);
            var second = gateway.registeredConnection();

            assertThat(second.next("inference_chunk")).isEqualTo(begin);
            assertThat(second.next("inference_chunk")).isEqualTo(end);
            assertThat(second.next("inference_result")).isEqualTo(result);
        }
    }

    @Test
    void oneThatDrainsFinishesWhereItIs() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var gate = new Semaphore(0);
        try (var worker = RunningWorker.start(gateway.address(), (_, _) -> {
            begun.countDown();
            gate.acquire();
            return text("kept");
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            begun.await();
            worker.client().drain();
            connection.next("drain");
            connection.send(RECONNECT);
            gate.release();
            connection.result();

            assertThat(worker.end()).isEqualTo(new WorkerEnd.Drained());
            assertThat(worker.client().statistics().reconnects()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1012, retry after 350 ms, 350, 350", "1012, , 250, 500", "1001, retry after 350000 ms, 250, 500"})
    void howLongToWaitIsWhatAGatewayThatRestartsAsksFor(int code, String reason, long leastMillis, long mostMillis) {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        try (var _ = RunningWorker.start(
                gateway.address(), new EchoHandler(), settings -> settings.pause((delay, _) -> waits.add(delay)))) {
            gateway.registeredConnection().close(code, reason == null ? "" : reason);
            gateway.registeredConnection();

            assertThat(waits).hasSize(1).first().satisfies(delay -> assertThat(delay.toMillis())
                    .isBetween(leastMillis, mostMillis));
        }
    }

    @Test
    void oneThatIsTurnedAwayAgainAndAgainWaitsLongerEachTime() {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        try (var _ = RunningWorker.start(
                gateway.address(), new EchoHandler(), settings -> settings.pause((delay, _) -> waits.add(delay)))) {
            for (int i = 0; i < 6; i++) {
                gateway.connection().close(1012, "retry after 1 ms");
            }
            gateway.registeredConnection();

            assertThat(waits).hasSize(6).allMatch(delay -> delay.toMillis() >= 250);
            assertThat(waits.getLast()).isGreaterThan(Duration.ofSeconds(4));
        }
    }
}
