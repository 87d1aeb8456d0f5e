package dev.pulsegate.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.connection.Inbox;
import dev.pulsegate.worker.connection.SocketClosed;
import dev.pulsegate.worker.protocol.ErrorCode;
import dev.pulsegate.worker.protocol.FrameReader;
import dev.pulsegate.worker.protocol.FrameWriter;
import dev.pulsegate.worker.protocol.GatewayMessage;
import dev.pulsegate.worker.protocol.MalformedFrameException;
import dev.pulsegate.worker.protocol.ProtocolLimits;
import dev.pulsegate.worker.protocol.WorkerMessage;

/** What is said on one connection, from the registration to the close. */
final class Session implements Inbox {

    private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** How a connection ended. */
    sealed interface End {

        /** It was closed by either side, or broke. */
        record Closed(SocketClosed how, boolean registered) implements End {}

        /** The registration was refused, or the access key was. */
        record Refused(String message, SocketClosed how) implements End {}
    }

    private final WorkerSettings settings;
    private final Work work;
    private final ResultStore results;
    private final Counters counters;
    private final Lifecycle lifecycle;
    private final TokenRenewal renewal;
    private final FrameReader reader = new FrameReader();
    private final FrameWriter writer = new FrameWriter();

    private volatile Optional<GatewaySocket> socket = Optional.empty();
    private volatile Optional<GatewayMessage> registration = Optional.empty();
    private volatile boolean drainedByGateway;

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
        socket = Optional.of(link);
        var _ = link.closed().thenRun(lifecycle::changed);
        try {
            sendAside(link, settings.registration().holding(work.held(ProtocolLimits.MAX_HELD)));
            lifecycle.await(() -> registration.isPresent() || isOver(link), REGISTRATION_TIMEOUT);
            return switch (registration.orElse(null)) {
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
            lifecycle.await(() -> isOver(link) || isLeaving() || isDrained());
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

    /** Asks what still holds of that which came by an earlier connection, then sends results as they come. */
    private void deliver(GatewaySocket link) {
        try {
            for (var run : work.unfinished()) {
                run.probe(link);
            }
            while (true) {
                link.send(results.next());
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
            if (registration.isEmpty()) {
                beforeRegistration(message);
            } else {
                afterRegistration(message);
            }
        } catch (MalformedFrameException e) {
            unreadable(e.getMessage());
        }
        lifecycle.changed();
    }

    private void beforeRegistration(GatewayMessage message) {
        switch (message) {
            case GatewayMessage.Registered registered -> {
                counters.registrations.incrementAndGet();
                var asked = settings.registration();
                var spaces = registered.spaces().isEmpty() ? asked.spaces() : registered.spaces();
                settings.listener().on(new WorkerEvent.Registered(spaces, asked.capacity(), registered.connectionId()));
                results.restart();
                registration = Optional.of(message);
            }
            case GatewayMessage.RegistrationRefused _ -> registration = Optional.of(message);
            case GatewayMessage.Problem problem -> complaint(problem);
            case GatewayMessage.Authenticated _,
                    GatewayMessage.Inference _,
                    GatewayMessage.ResultAnswered _,
                    GatewayMessage.Cancel _ -> unreadable("a message before the registration was answered");
            case GatewayMessage.Drain _ -> drainedByGateway = true;
        }
    }

    private void afterRegistration(GatewayMessage message) {
        switch (message) {
            case GatewayMessage.Registered _, GatewayMessage.RegistrationRefused _ ->
                unreadable("the registration was answered before");
            case GatewayMessage.Authenticated answer -> renewal.answered(answer);
            case GatewayMessage.Inference(var request) -> {
                if (drainedByGateway || isLeaving()) {
                    work.turnDown(request, "the worker takes no more requests");
                } else {
                    socket.ifPresent(link -> work.accept(request, link));
                }
            }
            case GatewayMessage.ResultAnswered answer -> {
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
            case GatewayMessage.Problem problem -> complaint(problem);
        }
    }

    private void complaint(GatewayMessage.Problem problem) {
        settings.listener().on(new WorkerEvent.GatewayComplained(problem.code(), problem.message()));
        if (problem.requestId().isEmpty() || problem.attempt().isEmpty()) {
            return;
        }
        var requestId = problem.requestId().get();
        int attempt = problem.attempt().getAsInt();
        if (ErrorCode.endsAttempt(problem.code())) {
            work.cancel(requestId, attempt, problem.message());
        }
        if (ErrorCode.endsResult(problem.code()) && results.settle(requestId, attempt)) {
            resultRefused(requestId, problem.message());
        }
    }

    private void resultRefused(String requestId, String reason) {
        counters.refused.incrementAndGet();
        settings.listener().on(new WorkerEvent.ResultRefused(requestId, reason));
    }
}
