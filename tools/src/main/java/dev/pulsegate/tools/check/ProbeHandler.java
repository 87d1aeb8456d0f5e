package dev.pulsegate.tools.check;

import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.Responder;
import dev.pulsegate.workerprotocol.InferenceRequest;

/** Answers with the prompt turned round, in two pieces; one prompt it keeps until it is canceled. */
final class ProbeHandler implements Handler {

    /** The prompt that is never answered. */
    static final String ENDLESS = "keep this until it is canceled";

    private final CountDownLatch canceled = new CountDownLatch(1);

    /** What a prompt is answered with. */
    static String answerTo(String prompt) {
        return new StringBuilder(prompt).reverse().toString();
    }

    /** Done when the endless request was canceled here. */
    CountDownLatch canceled() {
        return canceled;
    }

    @Override
    public ObjectNode handle(InferenceRequest request, Responder out) throws InterruptedException {
        var prompt = request.prompt().orElse("");
        if (prompt.equals(ENDLESS)) {
            keep();
        }
        var answer = answerTo(prompt);
        int half = answer.length() / 2;
        out.progress(0.5, "half of it");
        out.chunk(answer.substring(0, half));
        out.progress(1, "all of it");
        out.chunk(answer.substring(half));
        return JsonNodeFactory.instance.objectNode().put("text", answer);
    }

    private void keep() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } finally {
            canceled.countDown();
        }
    }
}
