package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.handler.Responder;
import dev.pulsegate.workerprotocol.InferenceRequest;

/** Answers a prompt with its words backwards, piece by piece; counts how often it was asked for each. */
final class AnsweringHandler implements Handler {

    /** A prompt that begins so takes its time. */
    static final String LONG = "long ";

    static final int PIECES = 20;

    private static final Duration BETWEEN_PIECES = Duration.ofMillis(300);

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    static String answerTo(String prompt) {
        return new StringBuilder(prompt).reverse().append(' ').toString().repeat(prompt.startsWith(LONG) ? PIECES : 1);
    }

    /** How many prompts it was asked for more than once: another attempt of the same request. */
    long askedAgain() {
        return asked.values().stream().filter(times -> times > 1).count();
    }

    @Override
    public ObjectNode handle(InferenceRequest request, Responder out) throws InterruptedException {
        var prompt = request.prompt().orElse("");
        asked.merge(prompt, 1, Integer::sum);
        var answer = answerTo(prompt);
        if (prompt.startsWith(LONG)) {
            int length = answer.length() / PIECES;
            for (int i = 0; i < PIECES; i++) {
                out.chunk(answer.substring(i * length, (i + 1) * length));
                Thread.sleep(BETWEEN_PIECES);
            }
        }
        return JsonNodeFactory.instance.objectNode().put("text", answer);
    }
}
