package dev.pulsegate.gateway.worker.socketio;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

import dev.pulsegate.gateway.worker.WorkerDesk;
import dev.pulsegate.gateway.worker.WorkerSession;
import dev.pulsegate.platform.connection.OpenConnections;
import dev.pulsegate.platform.task.Tasks;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.socketio.quarkus.SocketIoConfig;

/** All workers that speak the dialect; their access keys' tokens are renewed here. */
@ApplicationScoped
class SocketIoWorkers {

    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);

    private final WorkerDesk desk;
    private final AccessKeys keys;
    private final OpenConnections connections;
    private final Executor blocking;
    private final Duration pingTimeout;
    private final VertxInternal vertx;
    private final Clock clock = Clock.systemUTC();
    private final DialectCodec codec = new DialectCodec();
    private final Set<SocketIoWorker> workers = ConcurrentHashMap.newKeySet();

    SocketIoWorkers(
            WorkerDesk desk,
            AccessKeys keys,
            OpenConnections connections,
            @VirtualThreads Executor blocking,
            SocketIoConfig config,
            Vertx vertx) {
        this.desk = desk;
        this.keys = keys;
        this.connections = connections;
        this.blocking = blocking;
        this.pingTimeout = config.pingTimeout();
        this.vertx = (VertxInternal) vertx;
    }

    /**
     * A worker that is being let in; it has an event loop to itself, as every worker has.
     *
     * @param caller who its token speaks for, or null if it came without
     * @param key what it came with, or null if it came without an access key
     */
    SocketIoWorker arriving(Caller caller, HeldKey key) {
        var loop = vertx.createEventLoopContext();
        return new SocketIoWorker(this, codec, work -> loop.runOnContext(ignored -> work.run()), caller, key);
    }

    /** It is in. */
    WorkerSession arrived(SocketIoWorker worker, Caller caller) {
        workers.add(worker);
        connections.join(worker);
        return desk.open(worker, caller);
    }

    /** It is gone. */
    void left(SocketIoWorker worker) {
        workers.remove(worker);
        connections.leave(worker);
    }

    /** How long a worker may leave a ping unanswered. */
    Duration pingTimeout() {
        return pingTimeout;
    }

    /** Looks at a worker's key again, and tells what came of it. */
    void renew(HeldKey key, Consumer<KeyCheck> then) {
        blocking.execute(() -> then.accept(keys.renew(key.text(), key.clientAddress())));
    }

    void keepSweeping(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("socketio-workers", SWEEP_PERIOD, this::sweep);
    }

    private void sweep() {
        var now = clock.instant();
        workers.forEach(worker -> worker.sweepSoon(now));
    }
}
