package dev.pulsegate.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.Handler;

import static dev.pulsegate.worker.RunningWorker.text;
import static org.assertj.core.api.Assertions.assertThat;

class DrainTest {

    private final FakeGateway gateway = FakeGateway.start();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Semaphore gate = new Semaphore(0);
    private final Handler waitsAtTheGate = (_, _) -> {
        begun.countDown();
        gate.acquire();
        return text("done");
    };

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aDrainedWorkerFinishesWhatItHasTakesNoMoreAndCloses() throws InterruptedException {
        var worker = RunningWorker.start(gateway.address(), waitsAtTheGate, settings -> settings.capacity(2));
        var connection = gateway.registeredConnection();
        connection.request("r", 1);
        begun.await();
        worker.client().drain();
        connection.next("drain");
        connection.request("late", 1);
        var turnedDown = connection.result();
        gate.release();
        var result = connection.next("inference_result");
        assertThat(worker.isOver()).isFalse();
        connection.answer(result, true);

        assertThat(turnedDown.path("request_id").asText()).isEqualTo("late");
        assertThat(turnedDown.path("result").path("retryable").asBoolean()).isTrue();
        assertThat(result.path("status").asText()).isEqualTo("completed");
        assertThat(connection.closeCode()).isEqualTo(1000);
        assertThat(worker.end()).isEqualTo(new WorkerEnd.Drained());
        assertThat(worker.event(WorkerEvent.Draining.class)).isEqualTo(new WorkerEvent.Draining(false, 1));
    }

    @Test
    void anIdleWorkerIsDrainedAtOnce() {
        var worker = RunningWorker.start(gateway.address(), new EchoHandler());
        var connection = gateway.registeredConnection();
        worker.event(WorkerEvent.Registered.class);
        worker.client().drain();

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Drained());
        assertThat(connection.closeCode()).isEqualTo(1000);
    }

    @Test
    void aWorkerThatNeverConnectedIsDrainedAtOnce() {
        gateway.close();
        var worker = RunningWorker.start(gateway.address(), new EchoHandler());
        worker.event(WorkerEvent.Retrying.class);
        worker.client().drain();

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Drained());
    }

    @Test
    void aGatewayThatDrainsGetsWhatItHandedOverAndIsConnectedToAgain() throws InterruptedException {
        try (var worker = RunningWorker.start(gateway.address(), waitsAtTheGate)) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            begun.await();
            connection.send("{'type':'drain'}");
            assertThat(worker.event(WorkerEvent.Draining.class)).isEqualTo(new WorkerEvent.Draining(true, 1));
            connection.request("late", 1);
            assertThat(connection.result().path("request_id").asText()).isEqualTo("late");
            gate.release();
            connection.result();

            assertThat(connection.closeCode()).isEqualTo(1000);
            gateway.registeredConnection();
            assertThat(worker.isOver()).isFalse();
        }
    }

    @Test
    void drainingEndsAtItsLimitAndCountsWhatItGaveUp() throws InterruptedException {
        var worker = RunningWorker.start(
                gateway.address(), waitsAtTheGate, settings -> settings.drainLimit(Duration.ofMillis(50)));
        var connection = gateway.registeredConnection();
        connection.request("r", 1);
        begun.await();
        worker.client().drain();

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Stopped(1));
        assertThat(connection.closeCode()).isEqualTo(1000);
    }

    @Test
    void aClosedWorkerInterruptsWhatItDoes() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        var worker = RunningWorker.start(gateway.address(), (_, _) -> {
            begun.countDown();
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return null;
        });
        gateway.registeredConnection().request("r", 1);
        begun.await();
        worker.client().close();

        assertThat(worker.end()).isEqualTo(new WorkerEnd.Stopped(1));
        interrupted.await();
    }

    @Test
    void aDrainingWorkerThatLosesItsConnectionStillDeliversItsResult() throws InterruptedException {
        var worker = RunningWorker.start(gateway.address(), waitsAtTheGate);
        var connection = gateway.registeredConnection();
        connection.request("r", 1);
        begun.await();
        worker.client().drain();
        connection.next("drain");
        connection.close(1011, "internal error");
        gate.release();
        var second = gateway.registeredConnection();

        assertThat(second.skipTo("inference_result").path("lease").asText()).isEqualTo("lease-r-1");
        second.send("{'type':'inference_result_response','request_id':'r','attempt':1,'accepted':true}");
        assertThat(worker.end()).isEqualTo(new WorkerEnd.Drained());
    }
}
