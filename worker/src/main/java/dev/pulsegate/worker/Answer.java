package dev.pulsegate.worker;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.RetryableException;
import dev.pulsegate.worker.protocol.Attempt;
import dev.pulsegate.worker.protocol.FrameTooLargeException;
import dev.pulsegate.worker.protocol.FrameWriter;
import dev.pulsegate.worker.protocol.WorkerMessage;

/**
 * How an attempt ended, ready to be sent.
 *
 * @param frame the frame
 * @param error why it failed; empty if it did not
 */
record Answer(String frame, Optional<String> error) {

    /** Has the handler answer; whatever it throws is an answer too. */
    static Answer of(Handler handler, Run run, FrameWriter writer) {
        try {
            var result = handler.handle(run.request(), run);
            var message = new WorkerMessage.Completed(
                    run.attempt(), result == null ? JsonNodeFactory.instance.objectNode() : result);
            return new Answer(writer.write(message), Optional.empty());
        } catch (FrameTooLargeException e) {
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
    static Answer failed(Attempt attempt, String error, boolean retryable, FrameWriter writer) {
        return new Answer(writer.write(new WorkerMessage.Failed(attempt, error, retryable)), Optional.of(error));
    }

    private static String describe(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
