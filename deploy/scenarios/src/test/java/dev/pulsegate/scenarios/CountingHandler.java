package dev.pulsegate.scenarios;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.Responder;
import dev.pulsegate.workerprotocol.InferenceRequest;

/** Counts how often each request was begun, whichever worker had it. */
record CountingHandler(Handler handler, Map<String, Integer> timesById) implements Handler {

    CountingHandler(Handler handler) {
        this(handler, new ConcurrentHashMap<>());
    }

    @Override
    public ObjectNode handle(InferenceRequest request, Responder out) throws Exception {
        timesById.merge(request.id(), 1, Integer::sum);
        return handler.handle(request, out);
    }
}
