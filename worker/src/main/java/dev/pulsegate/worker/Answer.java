package dev.pulsegate.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.RetryableException;
import dev.pulsegate.workerprotocol.Attempt;
import dev.pulsegate.workerprotocol.MessageTooLargeException;
import dev.pulsegate.workerprotocol.RawJson;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessageWriter;

/** How an attempt ended, ready to be sent. */
sealed interface Answer {

    /** The frame that says it. */
    String frame();

    /** The handler has answered. */
    record Completed(String frame) implements Answer {}

    /** It has not; {@code error} says why. */
    record Failed(String frame, String error) implements Answer {}

    /** Has the handler answer; whatever it throws is an answer too. */
    static Answer of(Handler handler, Run run, WorkerMessageWriter writer) {
        try {
            var result = handler.handle(run.request(), run);
            var message = new WorkerMessage.Completed(
                    run.attempt(), RawJson.of(result == null ? JsonNodeFactory.instance.objectNode() : result));
            return new Completed(writer.write(message));
        } catch (MessageTooLargeException e) {
            return failed(run.attempt(), e.getMessage() + "; upload it as a file", false, writer);
        } catch (RetryableException e) {
            return failed(run.attempt(), describe(e), true, writer);
        } catch (InterruptedException e) {
            return failed(run.attempt(), "the worker was interrupted", true, writer);
        } catch (Throwable e) {
            return failed(run.attempt(), describe(e), false, writer);
        }
    }

    /** The attempt failed. */
    static Answer failed(Attempt attempt, String error, boolean retryable, WorkerMessageWriter writer) {
        return new Failed(writer.write(new WorkerMessage.Failed(attempt, error, retryable)), error);
    }

    private static String describe(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
