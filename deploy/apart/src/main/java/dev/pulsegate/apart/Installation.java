package dev.pulsegate.apart;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.jboss.logging.Logger;

import dev.pulsegate.apart.backend.Backends;
import dev.pulsegate.apart.backend.ReadinessProbe;
import dev.pulsegate.apart.broker.EmbeddedBroker;
import dev.pulsegate.apart.proxy.Door;
import dev.pulsegate.apart.proxy.ReverseProxy;
import dev.pulsegate.apart.replica.Launch;
import dev.pulsegate.apart.replica.Replica;
import dev.pulsegate.apart.replica.Surroundings;
import dev.pulsegate.apart.route.Service;
import dev.pulsegate.embedded.ListenAddress;
import dev.pulsegate.embedded.Options;
import dev.pulsegate.embedded.Settings;
import dev.pulsegate.embedded.StopSequence;
import dev.pulsegate.embedded.database.EmbeddedDatabase;
import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.StartupFailure;
import dev.pulsegate.platform.crosssite.ThisMachineOnly;
import dev.pulsegate.platform.log.OneLine;

/** All of it: database, broker, address and replicas, started in this order and stopped in the reverse one. */
final class Installation {

    /** How long what is not a service may take to stop. */
    static final Duration REST_OF_STOP = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(Installation.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LISTEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final String ALLOWED_ORIGINS = "pulsegate.platform.cross-site.allowed-origins";

    /** PostgreSQL takes a hundred, some of them for its superuser. */
    private static final int DATABASE_CONNECTIONS = 90;

    private final Options options;
    private final int replicasOfEach;
    private final Path home;
    private final BiConsumer<End, String> ended;
    private final List<Replica> replicas = new ArrayList<>();

    /** Why it ends by itself. */
    enum End {
        REPLICA_FAILED,
        DATABASE_DIED
    }

    /**
     * @param home the folder that the modules are in
     * @param ended told why it cannot go on
     */
    Installation(Options options, int replicasOfEach, Path home, BiConsumer<End, String> ended) {
        this.options = options;
        this.replicasOfEach = replicasOfEach;
        this.home = home;
        this.ended = ended;
    }

    /**
     * Starts it, and says where it is once every replica is ready.
     *
     * @throws StartupFailure if it cannot be started
     */
    void start(StopSequence stop) {
        var address = ListenAddress.check(options.host(), options.port());
        if (options.demoAccount()) {
            address.requireThisMachineOnly();
        }
        var folder = DataFolder.open(options.data());
        stop.addFirst(folder::close);
        var scratch = folder.emptyFolder("cache");
        var launch = Launch.checked(
                home,
                scratch,
                Optional.ofNullable(System.getenv("PULSEGATE_JAVA_OPTS")).orElse(""));
        var database = startDatabase(folder, stop);
        var broker = EmbeddedBroker.start(folder.folder("broker"));
        stop.addFirst(broker::stop);

        var inner = ListenAddress.check(LOOPBACK, 0);
        var surroundings = new Surroundings(
                folder,
                scratch,
                database,
                broker,
                "http://localhost:" + address.port(),
                inner.port(),
                options.demoAccount(),
                options.jsonLogs(),
                DATABASE_CONNECTIONS / (Service.values().length * replicasOfEach));
        makeReplicas(launch, surroundings);
        open(address, inner, stop);
        stop.addFirst(this::stopReplicas);
        stop.inEmergency(() -> {
            replicas.forEach(Replica::kill);
            database.kill();
        });
        System.err.println(
                "Starting " + replicas.stream().map(Replica::name).collect(Collectors.joining(", ")) + " ...");
        if (!stop.hasBegun()) {
            replicas.forEach(Replica::start);
        }
        awaitReady();
        tellWhereItIs(surroundings);
    }

    private EmbeddedDatabase startDatabase(DataFolder folder, StopSequence stop) {
        var care =
                new EmbeddedDatabase.Care(Settings.databaseRestartLimit(), why -> ended.accept(End.DATABASE_DIED, why));
        var databases = Arrays.stream(Service.values()).map(Service::database).toList();
        var database = EmbeddedDatabase.start(folder, databases, care, line -> System.err.println(OneLine.of(line)));
        stop.inEmergency(database::kill);
        stop.addFirst(database::stop);
        return database;
    }

    /** The first of each service comes first, auth-service at its head: the others need its keys to be ready. */
    private void makeReplicas(Launch launch, Surroundings surroundings) {
        // As many at once as can compute: all of them together take longer, and too long for some.
        var starting = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
        for (int number = 1; number <= replicasOfEach; number++) {
            for (var service : Service.values()) {
                replicas.add(new Replica(
                        service, number, launch, surroundings, starting, why -> ended.accept(End.REPLICA_FAILED, why)));
            }
        }
    }

    private void open(ListenAddress address, ListenAddress inner, StopSequence stop) {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        stop.addFirst(() -> await(vertx.close(), "The address could not be closed"));
        var backends = new Backends(replicas.stream().map(Replica::backend).toList());
        var loop = vertx.getOrCreateContext();
        var proxy = new ReverseProxy(vertx, loop, backends);
        try {
            await(
                    proxy.listen(new Door.Inner(), inner.host(), inner.port()),
                    "The inner address cannot be listened on");
            await(proxy.listen(front(), address.host(), address.port()), "The address cannot be listened on");
        } catch (StartupFailure e) {
            throw e.getCause() instanceof BindException
                    ? ListenAddress.cannotBind(address.host(), address.port(), e.getCause())
                    : e;
        }
        var probe = new ReadinessProbe(vertx, backends);
        loop.runOnContext(now -> probe.start());
        stop.addFirst(() -> await(on(loop, probe::stop), "The replicas are still asked whether they are ready"));
    }

    private static Future<Void> on(Context loop, Runnable work) {
        var done = Promise.<Void>promise();
        loop.runOnContext(now -> {
            work.run();
            done.complete();
        });
        return done.future();
    }

    private Door front() {
        if (!options.demoAccount()) {
            return new Door.Front();
        }
        var allowed = Settings.configured(ALLOWED_ORIGINS);
        var origins =
                allowed == null ? Set.<String>of() : Set.of(allowed.strip().split("\\s*,\\s*", -1));
        return new Door.DemoFront(new ThisMachineOnly(origins, false));
    }

    private static <T> void await(Future<T> future, String otherwise) {
        try {
            future.toCompletionStage().toCompletableFuture().get(LISTEN_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartupFailure(otherwise + ": " + e.getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure(otherwise + ": interrupted", e);
        }
    }

    private void awaitReady() {
        try {
            while (!replicas.stream().allMatch(replica -> replica.backend().isReady())) {
                Thread.sleep(LOOK_AGAIN_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellWhereItIs(Surroundings surroundings) {
        if (options.jsonLogs()) {
            LOG.infof(
                    "PulseGate runs at %s, data in %s",
                    surroundings.issuer(), surroundings.folder().path());
            replicas.forEach(replica -> LOG.info(where(replica)));
        } else {
            System.out.print(greeting(surroundings));
        }
    }

    private String greeting(Surroundings surroundings) {
        var greeting = new StringBuilder("\n  PulseGate runs at ")
                .append(OneLine.of(surroundings.issuer()))
                .append("\n\n");
        if (options.demoAccount()) {
            greeting.append("  demo account   admin / admin123 (until you change its password)\n");
        }
        greeting.append("  data folder    ")
                .append(OneLine.of(surroundings.folder().path().toString()))
                .append("\n  recordings     ")
                .append(OneLine.of(surroundings.recordings().toString()))
                .append(" (WFDB records of your own go here)\n");
        replicas.forEach(replica -> greeting.append("  ").append(where(replica)).append('\n'));
        return greeting.append("  to stop        Ctrl+C\n\n").toString();
    }

    private static String where(Replica replica) {
        var ports = replica.ports();
        return "%s  http://127.0.0.1:%d  management http://127.0.0.1:%d"
                .formatted(replica.name(), ports.http(), ports.management());
    }

    /** All at once, and each has as long as it takes by itself. */
    private void stopReplicas() {
        var limit = Settings.stopLimit().plusSeconds(2);
        long deadline = System.nanoTime() + limit.toNanos();
        replicas.forEach(Replica::stopSoon);
        replicas.forEach(replica -> replica.awaitStop(Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
    }

    /** Waits for as long as the process runs: what ends it is a signal, or {@code ended}. */
    void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
