package dev.pulsegate.apart.backend;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.apart.route.Service;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

class ReadinessProbeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** In which one that goes on would ask twice at least. */
    private static final long LONG_ENOUGH_MILLIS = 2500;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private Backend backend;
    private ReadinessProbe probe;

    @BeforeEach
    void start() throws Exception {
        var replica = vertx.createHttpServer().requestHandler(request -> {
            requests.incrementAndGet();
            request.response().setStatusCode(status).end();
        });
        int port = await(replica.listen(0, "127.0.0.1")).actualPort();
        backend = new Backend(Service.GATEWAY, "space-gateway-1", port);
        probe = new ReadinessProbe(vertx, new Backends(List.of(backend)));
        onLoop(probe::start);
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void followsWhatTheReplicaSays() {
        Eventually.holds(SOON, () -> assertThat(backend.isReady()).isTrue());
        status = 503;
        Eventually.holds(SOON, () -> assertThat(backend.isReady()).isFalse());
        assertThat(backend.isAnswering()).isTrue();
        assertThat(backend.wasEverReady()).isTrue();
    }

    @Test
    void asksNoMoreOnceItIsStopped() throws Exception {
        Eventually.holds(SOON, () -> assertThat(backend.isReady()).isTrue());
        onLoop(probe::stop);
        int before = requests.get();
        var passed = new CompletableFuture<Void>();
        vertx.setTimer(LONG_ENOUGH_MILLIS, now -> passed.complete(null));
        passed.get(SOON.toSeconds(), TimeUnit.SECONDS);
        // One may have been under way.
        assertThat(requests.get() - before).isLessThanOrEqualTo(1);
    }

    private void onLoop(Runnable work) throws Exception {
        var done = new CompletableFuture<Void>();
        loop.runOnContext(now -> {
            work.run();
            done.complete(null);
        });
        done.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
}
