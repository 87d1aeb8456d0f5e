package dev.pulsegate.worker;

import java.io.IOException;
import java.time.Duration;

import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.connection.Inbox;
import dev.pulsegate.worker.connection.SocketClosed;
import dev.pulsegate.workerprotocol.ErrorCode;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.GatewayMessageReader;
import dev.pulsegate.workerprotocol.InferenceRequest;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessageWriter;

/** What is said on one connection, from the registration to the close. */
final class Session implements Inbox {

    private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /**
     * The most attempts named in a registration, which has to be short, as nobody knows the worker yet; any further ones are
     * spoken for right after it.
     */
    private static final int MAX_HELD = 16;

    /** How a connection ended. */
    sealed interface End {

        /** It was closed by either side, or broke. */
        record Closed(SocketClosed how, boolean registered) implements End {}

        /** It was left because the gateway asked to connect again. */
        record Moved() implements End {}

        /** The registration was refused, or the access key was. */
        record Refused(String message, SocketClosed how) implements End {}
    }

    private final WorkerSettings settings;
    private final Work work;
    private final ResultStore results;
    private final Counters counters;
    private final Lifecycle lifecycle;
    private final TokenRenewal renewal;
    private final GatewayMessageReader reader = new GatewayMessageReader();
    private final WorkerMessageWriter writer = new WorkerMessageWriter();

    /** Null before it is served. */
    private volatile GatewaySocket socket;

    /** What the registration was answered, or null as long as it was not. */
    private volatile GatewayMessage registration;

    private volatile boolean drainedByGateway;

    /** How long after the gateway has said so to leave this connection for another; null as long as it has not. */
    private volatile Duration reconnectAfter;

    Session(
            WorkerSettings settings,
            Work work,
            ResultStore results,
            Counters counters,
            Lifecycle lifecycle,
            TokenRenewal renewal) {
        this.settings = settings;
        this.work = work;
        this.results = results;
        this.counters = counters;
        this.lifecycle = lifecycle;
        this.renewal = renewal;
    }

    /** Registers on a new connection and serves until it ends. */
    End serve(GatewaySocket link) throws InterruptedException {
        socket = link;
        var _ = link.closed().thenRun(lifecycle::changed);
        try {
            sendAside(link, settings.registration().holding(work.held(MAX_HELD)));
            lifecycle.await(() -> registration != null || isOver(link), REGISTRATION_TIMEOUT);
            return switch (registration) {
                case GatewayMessage.Registered _ -> serveRegistered(link);
                case GatewayMessage.RegistrationRefused(var message) -> refused(link, message);
                case null, default -> unanswered(link);
            };
        } finally {
            link.abort();
        }
    }

    private static End unanswered(GatewaySocket link) {
        return new End.Closed(ending(link, "the registration was not answered"), false);
    }

    private End refused(GatewaySocket link, String message) throws InterruptedException {
        lifecycle.await(() -> isOver(link), CLOSE_TIMEOUT);
        return new End.Refused(message, ending(link, "the gateway did not close"));
    }

    private static SocketClosed ending(GatewaySocket link, String otherwise) {
        return link.closed().getNow(new SocketClosed(SocketClosed.LOST, otherwise));
    }

    private End serveRegistered(GatewaySocket link) throws InterruptedException {
        var deliverer = Thread.ofVirtual().name("pulsegate-results").start(() -> link.orEnd(() -> deliver(link)));
        var renewer = Thread.ofVirtual().name("pulsegate-token").start(() -> link.orEnd(() -> renewal.keep(link)));
        try {
            lifecycle.await(() -> isOver(link) || isLeaving() || isDrained() || reconnectAfter != null);
            if (isToMove()) {
                lifecycle.await(() -> isOver(link) || isLeaving(), reconnectAfter);
            }
            if (isToMove() && !isOver(link)) {
                return move(link);
            }
            // With nothing left to finish, the close says it all.
            if (isLeaving() && !isOver(link) && !isDrained()) {
                sendAside(link, new WorkerMessage.Drain());
                lifecycle.await(() -> isOver(link) || isDrained());
            }
            link.close(lifecycle.isStopped() ? "stopped" : "drained");
            lifecycle.await(() -> link.closed().isDone(), CLOSE_TIMEOUT);
            var how = ending(link, "the gateway did not answer the close");
            return renewal.refusal().<End>map(why -> new End.Refused(why, how)).orElse(new End.Closed(how, true));
        } finally {
            end(deliverer);
            end(renewer);
            work.detach(link);
        }
    }

    /** What is at work goes on, and is named on the next connection. */
    private End move(GatewaySocket link) throws InterruptedException {
        link.close("reconnecting");
        lifecycle.await(() -> link.closed().isDone(), CLOSE_TIMEOUT);
        return new End.Moved();
    }

    /** Whether the gateway wants this worker to connect again; one that is about to leave need not. */
    private boolean isToMove() {
        return reconnectAfter != null && !isLeaving();
    }

    private static void end(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private boolean isOver(GatewaySocket link) {
        return link.closed().isDone() || lifecycle.isStopped();
    }

    /** Whether this side wants no more requests on this connection. */
    private boolean isLeaving() {
        return lifecycle.isDraining() || renewal.refusal().isPresent();
    }

    private boolean isDrained() {
        return (drainedByGateway || isLeaving()) && work.unfinished().isEmpty() && results.size() == 0;
    }

    /** Goes on with what came by an earlier connection, then sends results as they come. */
    private void deliver(GatewaySocket link) {
        try {
            for (var run : work.unfinished()) {
                run.resume(link);
            }
            while (true) {
                for (var frame : results.next(link)) {
                    link.send(frame);
                }
            }
        } catch (IOException | InterruptedException over) {
            // The results are still there for the next connection.
        }
    }

    /** Sends without making the main thread wait for a gateway that does not read. */
    private void sendAside(GatewaySocket link, WorkerMessage message) {
        var frame = writer.write(message);
        Thread.ofVirtual().start(() -> {
            try {
                link.send(frame);
            } catch (IOException | InterruptedException over) {
                // The connection is gone; the main thread sees that.
            }
        });
    }

    @Override
    public void unreadable(String what) {
        settings.listener().on(new WorkerEvent.FrameIgnored(what));
    }

    @Override
    public void frame(String text) {
        try {
            var message = reader.read(text);
            if (registration == null) {
                beforeRegistration(message);
            } else {
                afterRegistration(message);
            }
        } catch (InvalidMessageException e) {
            unreadable(e.getMessage());
        }
        lifecycle.changed();
    }

    private void beforeRegistration(GatewayMessage message) {
        switch (message) {
            case GatewayMessage.Registered registered -> {
                counters.registrations.incrementAndGet();
                var asked = settings.registration();
                var served = registered.spaces().stream()
                        .map(GatewayMessage.SpaceName::name)
                        .toList();
                var spaces = served.isEmpty() ? asked.spaces() : served;
                settings.listener().on(new WorkerEvent.Registered(spaces, asked.capacity(), registered.connectionId()));
                results.restart();
                registration = message;
            }
            case GatewayMessage.RegistrationRefused _ -> registration = message;
            case GatewayMessage.Refused refused -> complaint(refused);
            case GatewayMessage.AuthenticateResponse _,
                    InferenceRequest _,
                    GatewayMessage.ResultResponse _,
                    GatewayMessage.Cancel _ -> unreadable("a message before the registration was answered");
            case GatewayMessage.Drain _ -> drainedByGateway = true;
            case GatewayMessage.Reconnect reconnect -> reconnectAfter(reconnect);
        }
    }

    private void reconnectAfter(GatewayMessage.Reconnect asked) {
        reconnectAfter = Duration.ofMillis(asked.afterMillis());
    }

    private void afterRegistration(GatewayMessage message) {
        switch (message) {
            case GatewayMessage.Registered _, GatewayMessage.RegistrationRefused _ ->
                unreadable("the registration was answered before");
            case GatewayMessage.AuthenticateResponse answer -> renewal.answered(answer);
            case InferenceRequest request -> {
                if (drainedByGateway || isLeaving()) {
                    work.turnDown(request, "the worker takes no more requests");
                } else {
                    work.accept(request, socket);
                }
            }
            case GatewayMessage.ResultResponse answer -> {
                boolean wasPending = results.settle(answer.requestId(), answer.attempt());
                if (wasPending && !answer.accepted()) {
                    resultRefused(answer.requestId(), answer.message());
                }
            }
            case GatewayMessage.Cancel(var requestId, var attempt, var reason) -> {
                work.cancel(requestId, attempt, reason);
                results.settle(requestId, attempt);
            }
            case GatewayMessage.Drain _ -> {
                drainedByGateway = true;
                settings.listener()
                        .on(new WorkerEvent.Draining(true, work.unfinished().size()));
            }
            case GatewayMessage.Reconnect reconnect -> reconnectAfter(reconnect);
            case GatewayMessage.Refused refused -> complaint(refused);
        }
    }

    private void complaint(GatewayMessage.Refused refused) {
        settings.listener().on(new WorkerEvent.GatewayComplained(refused.code(), refused.message()));
        var code = ErrorCode.ofWireName(refused.code());
        var requestId = refused.requestId();
        var attempt = refused.attempt();
        if (code.isEmpty() || requestId == null || attempt == null) {
            return;
        }
        if (code.get().endsAttempt()) {
            work.cancel(requestId, attempt, refused.message());
        }
        if (code.get().endsResult() && results.settle(requestId, attempt)) {
            resultRefused(requestId, refused.message());
        }
    }

    private void resultRefused(String requestId, String reason) {
        counters.refused.incrementAndGet();
        settings.listener().on(new WorkerEvent.ResultRefused(requestId, reason));
    }
}
