package dev.pulsegate.gateway.worker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.pulsegate.gateway.dispatch.Worker;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.worker.WorkerMessage.AboutRequest;
import dev.pulsegate.platform.socket.SocketClose;

/**
 * What one worker says of requests, on its way into the queue. How much of it may wait for the database is bounded: who
 * says more is closed. Everything happens in the link's {@link WorkerTransport#run}.
 */
final class Reports {

    private final WorkerDesk desk;
    private final WorkerTransport link;
    private final Speaking speaking;
    private long uncommittedBytes;

    Reports(WorkerDesk desk, WorkerTransport link) {
        this.desk = desk;
        this.link = link;
        this.speaking = new Speaking(desk, link);
    }

    /** The worker is gone. */
    void leave() {
        speaking.leave();
    }

    /** Whether nothing waits for the database. */
    boolean areCommitted() {
        return uncommittedBytes == 0;
    }

    /**
     * Takes what the worker says.
     *
     * @param answer what is told the answer, if there has to be one, once it is committed
     */
    void take(Worker worker, AboutRequest message, Consumer<GatewayMessage> answer) throws InvalidMessageException {
        var attempt = attempt(worker, message.reference());
        var report = report(worker, message, attempt);
        int weight = report.weight();
        if (uncommittedBytes + weight > desk.uncommittedBytes()) {
            link.close(SocketClose.TOO_MANY_MESSAGES, "output comes faster than it can be kept");
        } else if (isToBeTakenOver(worker, message, attempt)) {
            uncommittedBytes += weight;
            speaking.before(worker, attempt, () -> {
                uncommittedBytes -= weight;
                submit(report(worker, message, attempt), message, answer);
            });
        } else {
            submit(report, message, answer);
        }
    }

    /** A worker goes on with what it had before it came to this process; a result ends it in any case. */
    private boolean isToBeTakenOver(Worker worker, AboutRequest message, Attempt attempt) {
        if (speaking.isWaiting(attempt)) {
            return true;
        }
        var held = desk.dispatcher().held(worker, attempt.requestId());
        return held.isEmpty()
                && switch (message) {
                    case WorkerMessage.Progress _, WorkerMessage.Chunk _ -> true;
                    case WorkerMessage.Failed failed -> failed.retryable();
                    case WorkerMessage.Completed _, WorkerMessage.Unreadable _ -> false;
                };
    }

    private void submit(Report report, AboutRequest message, Consumer<GatewayMessage> answer) {
        desk.dispatcher()
                .report(report)
                .ifPresentOrElse(
                        outcome -> await(report, message, outcome, answer),
                        () -> link.close(SocketClose.TOO_MANY_MESSAGES, "more output than can be kept now"));
    }

    /** Whoever has the request need not say by which attempt; anybody else has to know. */
    private Attempt attempt(Worker worker, WorkerMessage.Reference reference) throws InvalidMessageException {
        var requestId = reference.requestId();
        var held = desk.dispatcher().held(worker, requestId);
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

    private Report report(Worker worker, AboutRequest message, Attempt attempt) {
        return switch (message) {
            case WorkerMessage.Progress(var reference, var data) -> new Report.Progress(attempt, data);
            case WorkerMessage.Chunk(var reference, var seq, var data) -> new Report.Chunk(attempt, seq, data);
            case WorkerMessage.Completed(var reference, var result) -> new Report.Completed(attempt, result);
            case WorkerMessage.Failed(var reference, var error, var retryable) ->
                retryable
                        ? desk.dispatcher().failed(worker, attempt, error)
                        : new Report.Failed(attempt, Failures.of("worker_failed", error));
            case WorkerMessage.Unreadable(var reference, var why) ->
                new Report.Failed(attempt, Failures.of("result_not_json", why));
        };
    }

    private void await(
            Report report,
            AboutRequest message,
            CompletableFuture<ReportOutcome> outcome,
            Consumer<GatewayMessage> answer) {
        uncommittedBytes += report.weight();
        var _ = outcome.whenComplete((done, failure) -> link.run(() -> {
            uncommittedBytes -= report.weight();
            if (done != null) {
                desk.count(done);
            }
            (message instanceof WorkerMessage.Unreadable(var _, var why)
                            ? Answers.toUnreadable(report, Optional.ofNullable(done), why)
                            : Answers.to(report, Optional.ofNullable(done)))
                    .ifPresent(answer);
        }));
    }
}
