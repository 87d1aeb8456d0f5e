package dev.pulsegate.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.fake.FakeGateway;

import static dev.pulsegate.worker.RunningWorker.text;
import static org.assertj.core.api.Assertions.assertThat;

class CancelTest {

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aCanceledRequestIsInterruptedAndSaysNoMore() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var said = new ConcurrentHashMap<String, String>();
        try (var worker = RunningWorker.start(gateway.address(), (request, out) -> {
            if (request.id().equals("next")) {
                return text("next");
            }
            begun.countDown();
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                said.put("interrupted", "yes");
            }
            try {
                out.chunk("too late");
            } catch (InterruptedException e) {
                said.put("chunk", "refused");
            }
            return text("too late");
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            begun.await();
            connection.send("{'type':'inference_cancel','request_id':'r','attempt':2,'reason':'another attempt'}");
            connection.send("{'type':'inference_cancel','request_id':'r','attempt':1,'reason':'not wanted'}");
            connection.request("next", 1);

            assertThat(connection.result().path("request_id").asText()).isEqualTo("next");
            assertThat(said).containsOnlyKeys("interrupted", "chunk");
            assertThat(worker.event(WorkerEvent.Canceled.class).reason()).isEqualTo("not wanted");
            assertThat(worker.client().statistics().canceled()).isEqualTo(1);
            assertThat(connection.isQuiet()).isTrue();
        }
    }

    @Test
    void aRequestThatIsCanceledBeforeItBeganNeverBegins() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var gate = new Semaphore(0);
        List<String> handled = new ArrayList<>();
        try (var worker = RunningWorker.start(gateway.address(), (request, _) -> {
            handled.add(request.id());
            begun.countDown();
            gate.acquire();
            return null;
        })) {
            var connection = gateway.registeredConnection();
            connection.request("first", 1);
            begun.await();
            connection.request("waiting", 1);
            connection.send("{'type':'inference_cancel','request_id':'waiting','attempt':1,'reason':'r'}");
            worker.event(WorkerEvent.Canceled.class);
            connection.request("last", 1);
            gate.release(2);

            assertThat(connection.result().path("request_id").asText()).isEqualTo("first");
            assertThat(connection.result().path("request_id").asText()).isEqualTo("last");
            assertThat(handled).containsExactly("first", "last");
        }
    }

    @Test
    void theSameAttemptIsNotHandledTwiceAndANewerOneTakesItsPlace() throws InterruptedException {
        var begun = new CountDownLatch(1);
        try (var worker = RunningWorker.start(gateway.address(), (request, _) -> {
            if (request.attempt().number() == 1) {
                begun.countDown();
                new Semaphore(0).acquire();
            }
            return text("second");
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            begun.await();
            connection.request("r", 1);
            assertThat(worker.event(WorkerEvent.FrameIgnored.class).reason()).contains("r (attempt 1)");
            connection.request("r", 2);
            var result = connection.result();

            assertThat(result.path("attempt").asInt()).isEqualTo(2);
            assertThat(result.path("lease").asText()).isEqualTo("lease-r-2");
            assertThat(worker.client().statistics().received()).isEqualTo(2);
        }
    }

    @Test
    void whatTheGatewayCallsStaleIsGivenUp() throws InterruptedException {
        var begun = new CountDownLatch(1);
        try (var worker = RunningWorker.start(gateway.address(), (_, _) -> {
            begun.countDown();
            new Semaphore(0).acquire();
            return null;
        })) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            begun.await();
            connection.send("{'type':'error','code':'stale_attempt','message':'Another worker has it.',"
                    + "'request_id':'r','attempt':1}");

            assertThat(worker.event(WorkerEvent.Canceled.class).reason()).isEqualTo("Another worker has it.");
            assertThat(worker.event(WorkerEvent.GatewayComplained.class).code()).isEqualTo("stale_attempt");
        }
    }
}
