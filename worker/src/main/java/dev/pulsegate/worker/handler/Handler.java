package dev.pulsegate.worker.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.workerprotocol.InferenceRequest;

/** Answers requests, several at a time if the worker's capacity allows: an implementation is safe for use by threads. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one request, on a virtual thread of its own. The thread is interrupted when the request is canceled; what
     * the handler says or returns after that goes nowhere.
     *
     * @param request the request
     * @param out takes progress and partial output
     * @return the result, at most 512 KiB as JSON; null for an empty one
     * @throws RetryableException if another attempt, here or elsewhere, may go better
     * @throws Exception if the request failed; the one who asked is told the message
     */
    ObjectNode handle(InferenceRequest request, Responder out) throws Exception;
}
