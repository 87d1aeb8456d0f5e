package dev.pulsegate.worker.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.workerprotocol.InferenceRequest;

/** Answers with what was asked: the prompt as a chunk and as {@code text}, all of it as {@code payload}. */
public final class EchoHandler implements Handler {

    @Override
    public ObjectNode handle(InferenceRequest request, Responder out) throws InterruptedException {
        var result = JsonNodeFactory.instance.objectNode();
        var prompt = request.prompt();
        if (prompt.isPresent()) {
            out.chunk(prompt.get());
            result.put("text", prompt.get());
        }
        result.set("payload", request.payload().tree());
        return result;
    }
}
