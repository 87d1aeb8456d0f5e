package dev.pulsegate.gateway.worker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.RegisteredWorker;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.worker.WorkerMessage.AboutRequest;
import dev.pulsegate.platform.socket.SocketClose;

/**
 * What one worker reports of requests, on its way into the queue. How much of it may wait for the database is bounded: who
 * reports more is closed. Everything happens in the transport's {@link WorkerTransport#run}.
 */
final class ReportIntake {

    private final Dispatcher dispatcher;
    private final PendingAdoptions pending;
    private final WorkerTransport transport;
    private final WorkerMeters meters;
    private final long mostUncommittedBytes;
    private long uncommittedBytes;

    /**
     * @param mostUncommittedBytes how much may wait for the database
     */
    ReportIntake(
            Dispatcher dispatcher,
            PendingAdoptions pending,
            WorkerTransport transport,
            WorkerMeters meters,
            long mostUncommittedBytes) {
        this.dispatcher = dispatcher;
        this.pending = pending;
        this.transport = transport;
        this.meters = meters;
        this.mostUncommittedBytes = mostUncommittedBytes;
    }

    /** The worker is gone. */
    void leave() {
        pending.leave();
    }

    /** Whether the worker has nothing to do, and all it has reported is kept. */
    boolean isDone(RegisteredWorker worker) {
        return dispatcher.load(worker) == 0 && uncommittedBytes == 0;
    }

    /**
     * Takes what the worker says.
     *
     * @param answer what is told the answer, if there has to be one, once it is committed
     */
    void take(RegisteredWorker worker, AboutRequest message, Consumer<GatewayMessage> answer)
            throws InvalidMessageException {
        var attempt = attempt(worker, message.reference());
        var report = report(worker, message, attempt);
        int weight = report.weight();
        if (uncommittedBytes + weight > mostUncommittedBytes) {
            transport.close(SocketClose.TOO_MANY_MESSAGES, "output comes faster than it can be kept");
        } else if (isToBeAdopted(worker, message, attempt)) {
            uncommittedBytes += weight;
            pending.adoptThen(worker, attempt, () -> {
                uncommittedBytes -= weight;
                submit(report(worker, message, attempt), message, answer);
            });
        } else {
            submit(report, message, answer);
        }
    }

    /** A worker goes on with what it had before it came to this process; a result ends it in any case. */
    private boolean isToBeAdopted(RegisteredWorker worker, AboutRequest message, Attempt attempt) {
        if (pending.isWaiting(attempt)) {
            return true;
        }
        var held = dispatcher.held(worker, attempt.requestId());
        return held.isEmpty()
                && switch (message) {
                    case WorkerMessage.Progress _, WorkerMessage.Chunk _ -> true;
                    case WorkerMessage.Failed failed -> failed.retryable();
                    case WorkerMessage.Completed _, WorkerMessage.Unreadable _ -> false;
                };
    }

    private void submit(Report report, AboutRequest message, Consumer<GatewayMessage> answer) {
        dispatcher
                .report(report)
                .ifPresentOrElse(
                        outcome -> await(report, message, outcome, answer),
                        () -> transport.close(SocketClose.TOO_MANY_MESSAGES, "more output than can be kept now"));
    }

    /** Whoever has the request need not say by which attempt; anybody else has to know. */
    private Attempt attempt(RegisteredWorker worker, WorkerMessage.Reference reference) throws InvalidMessageException {
        var requestId = reference.requestId();
        var held = dispatcher.held(worker, requestId);
        if (held.isPresent()) {
            var own = held.get();
            return new Attempt(
                    requestId,
                    reference.attempt().orElse(own.number()),
                    reference.lease().orElse(own.lease()));
        }
        if (reference.attempt().isEmpty() || reference.lease().isEmpty()) {
            throw new InvalidMessageException(
                    ErrorCode.STALE_ATTEMPT, "This connection does not have the request.", requestId);
        }
        return new Attempt(
                requestId, reference.attempt().getAsInt(), reference.lease().get());
    }

    private Report report(RegisteredWorker worker, AboutRequest message, Attempt attempt) {
        return switch (message) {
            case WorkerMessage.Progress(var reference, var data) -> new Report.Progress(attempt, data);
            case WorkerMessage.Chunk(var reference, var seq, var data) -> new Report.Chunk(attempt, seq, data);
            case WorkerMessage.Completed(var reference, var result) -> new Report.Completed(attempt, result);
            case WorkerMessage.Failed(var reference, var error, var retryable) ->
                retryable
                        ? dispatcher.failed(worker, attempt, error)
                        : new Report.Failed(attempt, Failures.of("worker_failed", error));
            case WorkerMessage.Unreadable(var reference, var why) ->
                new Report.Failed(attempt, Failures.of("result_not_json", why));
        };
    }

    private void await(
            Report report,
            AboutRequest message,
            CompletableFuture<ReportOutcome> committed,
            Consumer<GatewayMessage> answer) {
        uncommittedBytes += report.weight();
        var _ = committed.whenComplete((outcome, failure) -> transport.run(() -> {
            uncommittedBytes -= report.weight();
            if (outcome != null) {
                meters.reported(outcome);
            }
            answer(report, message, outcome).ifPresent(answer);
        }));
    }

    private static Optional<GatewayMessage> answer(Report report, AboutRequest message, ReportOutcome outcome) {
        return message instanceof WorkerMessage.Unreadable(var _, var why)
                ? Optional.of(ReportAnswers.toUnreadable(report.attempt(), outcome, why))
                : ReportAnswers.to(report, outcome);
    }
}
