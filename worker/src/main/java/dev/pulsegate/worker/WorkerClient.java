package dev.pulsegate.worker;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.worker.connection.AccessTokens;
import dev.pulsegate.worker.connection.Backoff;
import dev.pulsegate.worker.connection.FileTransfer;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.connection.RefusedException;
import dev.pulsegate.worker.connection.SocketClosed;
import dev.pulsegate.worker.connection.UnauthenticatedException;
import dev.pulsegate.worker.connection.UnavailableException;
import dev.pulsegate.workerprotocol.CloseCode;

/**
 * An inference worker: connects to a gateway, registers for spaces, hands requests to a handler and brings the results
 * back. It connects again whenever the connection is lost, and sends results again that the gateway has not answered;
 * it ends when it is drained, closed, or refused for good. Used once.
 */
public final class WorkerClient implements AutoCloseable {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** What it has goes to others ten seconds after a gateway is there again: one that holds work looks more often. */
    private static final Duration LONGEST_WAIT_WITH_WORK = Duration.ofSeconds(8);

    private static final Duration LONGEST_WAIT_AT_FIRST = Duration.ofSeconds(2);
    private static final Duration AT_FIRST = Duration.ofSeconds(30);
    private static final int MAX_RESULTS = 10_000;
    private static final long MAX_RESULT_CHARS = 64 << 20;

    private final WorkerSettings settings;
    private final HttpClient http;
    private final AccessTokens tokens;
    private final Backoff backoff;
    private final Counters counters = new Counters();
    private final Lifecycle lifecycle = new Lifecycle();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ResultStore results;
    private final Work work;

    /** Since when there is no connection. */
    private Instant lostAt;

    /**
     * Why there is no connection any more.
     *
     * @param refused whether trying again the same way cannot help
     * @param atLeast how long to wait at least before trying again
     * @param asked how long the gateway asked to wait, in place of what is usual; null if it did not
     */
    private record Next(String reason, boolean refused, Duration atLeast, Duration asked) {

        static Next retry(String reason) {
            return new Next(reason, false, Duration.ZERO, null);
        }

        static Next retryAsAsked(String reason, Duration asked) {
            return new Next(reason, false, Duration.ZERO, asked);
        }

        static Next refused(String reason) {
            return new Next(reason, true, Duration.ZERO, null);
        }
    }

    WorkerClient(WorkerSettings settings) {
        this.settings = settings;
        this.lostAt = settings.clock().instant();
        this.http = HttpClient.newBuilder()
                // Its default offers HTTP/2 in a header that proxies take for a WebSocket's: nobody answers then.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.tokens = new AccessTokens(
                http, settings.gateway().token(), settings.accessKey(), settings.clock(), settings.random());
        this.backoff = newBackoff();
        this.results = new ResultStore(MAX_RESULTS, MAX_RESULT_CHARS, request -> settings.listener()
                .on(new WorkerEvent.ResultDropped(request)));
        this.work = new Work(
                settings.registration().capacity(),
                settings.handler(),
                new FileTransfer(http, settings.gateway()),
                results,
                counters,
                settings.listener(),
                lifecycle::changed);
    }

    /** Begins to build a client of the gateway at an address: http, https, ws or wss. */
    public static WorkerClientBuilder to(URI gateway) {
        return to(GatewayAddress.parse(gateway.toString()));
    }

    /** Begins to build a client of a gateway. */
    public static WorkerClientBuilder to(GatewayAddress gateway) {
        return new WorkerClientBuilder(gateway);
    }

    /**
     * Works until the end.
     *
     * @return how it ended
     * @throws InterruptedException if the thread was interrupted; the worker has ended then too
     */
    public WorkerEnd run() throws InterruptedException {
        try {
            while (!isOver()) {
                var next = connectAndServe();
                if (next.refused() && settings.stopWhenRefused() && !isOver()) {
                    return new WorkerEnd.Refused(next.reason());
                }
                if (!isOver()) {
                    pause(next);
                }
            }
            return lifecycle.isStopped()
                    ? new WorkerEnd.Stopped(work.unfinished().size() + results.size())
                    : new WorkerEnd.Drained();
        } finally {
            work.cancelAll("the worker has ended");
            ended.countDown();
            http.shutdownNow();
        }
    }

    /** Takes no more requests, finishes those it has, delivers their results and ends; at once if there are none. */
    public void drain() {
        if (lifecycle.drain()) {
            settings.listener()
                    .on(new WorkerEvent.Draining(false, work.unfinished().size()));
            Thread.ofVirtual().name("pulsegate-drain").start(this::limitDraining);
        }
    }

    /** Ends at once: the gateway hands out again what is not finished. */
    @Override
    public void close() {
        lifecycle.stop();
    }

    /** What it has done so far. */
    public Statistics statistics() {
        return counters.statistics();
    }

    private void limitDraining() {
        try {
            if (!ended.await(settings.drainLimit().toNanos(), TimeUnit.NANOSECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    private boolean isOver() {
        return lifecycle.isStopped()
                || (lifecycle.isDraining() && work.unfinished().isEmpty() && results.size() == 0);
    }

    private void pause(Next next) throws InterruptedException {
        var delay = next.asked() == null ? usualPause(next.atLeast()) : next.asked();
        settings.listener().on(new WorkerEvent.Retrying(next.reason(), delay));
        settings.pause().await(delay, lifecycle.nextStep());
    }

    private Duration usualPause(Duration atLeast) {
        var usual = backoff.next(longestWait());
        return usual.compareTo(atLeast) < 0 ? atLeast : usual;
    }

    private Duration longestWait() {
        if (work.unfinished().isEmpty() && results.size() == 0) {
            return LONGEST_WAIT;
        }
        var lostFor = Duration.between(lostAt, settings.clock().instant());
        return lostFor.compareTo(AT_FIRST) < 0 ? LONGEST_WAIT_AT_FIRST : LONGEST_WAIT_WITH_WORK;
    }

    private Backoff newBackoff() {
        return new Backoff(SHORTEST_WAIT, LONGEST_WAIT, settings.random());
    }

    private Next connectAndServe() throws InterruptedException {
        try {
            var renewal = new TokenRenewal(tokens, newBackoff(), settings.listener(), lifecycle::changed);
            var session = new Session(settings, work, results, counters, lifecycle, renewal);
            var socket = GatewaySocket.open(
                    http, settings.gateway().socket(), tokens.current().orElse(null), settings.silenceLimit(), session);
            return switch (session.serve(socket)) {
                case Session.End.Closed(var how, var registered) -> closed(how, registered);
                case Session.End.Moved() -> moved();
                case Session.End.Refused(var message, var how) -> refused(message, how);
            };
        } catch (UnauthenticatedException e) {
            return unauthenticated(e.getMessage());
        } catch (RefusedException e) {
            return Next.refused(e.getMessage());
        } catch (UnavailableException e) {
            return new Next(e.getMessage(), false, e.retryAfter(), null);
        }
    }

    private Next closed(SocketClosed how, boolean registered) {
        if (registered) {
            wasThere();
            var asked = how.retryAfter();
            if (asked.isPresent()) {
                return Next.retryAsAsked(how.toString(), asked.get());
            }
        }
        return how.isFor(CloseCode.UNAUTHENTICATED) ? unauthenticated(how.toString()) : Next.retry(how.toString());
    }

    /** It has waited as long as it was asked to. */
    private Next moved() {
        wasThere();
        return Next.retryAsAsked("the gateway asked to connect again, as it restarts", Duration.ZERO);
    }

    private void wasThere() {
        backoff.reset();
        lostAt = settings.clock().instant();
    }

    private Next refused(String message, SocketClosed how) {
        if (how.isFor(CloseCode.UNAUTHENTICATED)) {
            return unauthenticated(message);
        }
        return how.passes() ? Next.retry(message) : Next.refused(message);
    }

    /** Another token may do; whoever has no key has none to show. */
    private Next unauthenticated(String reason) {
        tokens.forget();
        return tokens.hasKey() ? Next.retry(reason) : Next.refused("an access key is needed: " + reason);
    }
}
