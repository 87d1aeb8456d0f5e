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
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.workerprotocol.ErrorCode;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.Reference;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessage.AboutRequest;

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
    private Attempt attempt(RegisteredWorker worker, Reference reference) throws InvalidMessageException {
        var held = dispatcher.held(worker, WorkerWords.requestId(reference));
        return switch (reference) {
            case dev.pulsegate.workerprotocol.Attempt whole -> WorkerWords.attempt(whole);
            case Reference.Partial part ->
                WorkerWords.attempt(part, held.orElseThrow(() -> new InvalidMessageException(
                                ErrorCode.STALE_ATTEMPT, "This connection does not have the request.")
                        .about(part.requestId())));
        };
    }

    private Report report(RegisteredWorker worker, AboutRequest message, Attempt attempt) {
        return switch (message) {
            case WorkerMessage.Progress progress -> new Report.Progress(attempt, WorkerWords.data(progress));
            case WorkerMessage.Chunk chunk -> new Report.Chunk(attempt, chunk.seq(), WorkerWords.data(chunk));
            case WorkerMessage.Completed(var reference, var result) -> new Report.Completed(attempt, result.text());
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
