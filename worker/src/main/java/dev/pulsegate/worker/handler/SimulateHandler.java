package dev.pulsegate.worker.handler;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.workerprotocol.InferenceRequest;

/** Pretends to be a model: takes 1 to 5 s, tells its progress and streams made-up text. */
public final class SimulateHandler implements Handler {

    private static final int STEPS = 10;
    private static final long SHORTEST_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 5000;
    private static final int MAX_WORDS_PER_STEP = 6;

    private static final String[] WORDS = {
        "the", "signal", "rises", "slowly", "then", "falls", "before", "a", "second", "wave", "follows", "and",
        "between", "them", "nothing", "moves", "while", "every", "beat", "keeps", "its", "distance", "from", "noise"
    };

    private final SplittableRandom seeds;
    private final Pause pause;

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {

        /** Waits for that long. */
        void sleep(Duration time) throws InterruptedException;
    }

    /** A simulated model, with other durations and words each time. */
    public SimulateHandler() {
        this(new SplittableRandom(), Thread::sleep);
    }

    /**
     * A simulated model that does the same each time it is made.
     *
     * @param seed what durations and words follow from, in the order requests arrive in
     */
    public SimulateHandler(long seed) {
        this(new SplittableRandom(seed), Thread::sleep);
    }

    SimulateHandler(SplittableRandom seeds, Pause pause) {
        this.seeds = seeds;
        this.pause = pause;
    }

    @Override
    public ObjectNode handle(InferenceRequest request, Responder out) throws InterruptedException {
        var random = nextRandom();
        var duration = Duration.ofMillis(random.nextLong(SHORTEST_MILLIS, LONGEST_MILLIS + 1));
        var text = new StringBuilder();
        for (int step = 1; step <= STEPS; step++) {
            pause.sleep(duration.dividedBy(STEPS));
            out.progress((double) step / STEPS, "step " + step + " of " + STEPS);
            var words = words(random, text.isEmpty());
            out.chunk(words);
            text.append(words);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("text", text.toString())
                .put("simulated_seconds", duration.toMillis() / 1000.0);
    }

    private synchronized RandomGenerator nextRandom() {
        return seeds.split();
    }

    private static String words(RandomGenerator random, boolean first) {
        var words = new StringBuilder();
        for (int count = random.nextInt(1, MAX_WORDS_PER_STEP + 1); count > 0; count--) {
            if (!first || !words.isEmpty()) {
                words.append(' ');
            }
            words.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }
}
