package dev.pulsegate.bench.chaos;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What a worker does with a request: mostly what is asked, sometimes slowly, sometimes not. */
sealed interface Behaviour {

    /** How long it takes. */
    Duration time();

    /** It completes the request. */
    record Complete(Duration time) implements Behaviour {}

    /** It fails at the request. */
    record Fail(Duration time, boolean retryable) implements Behaviour {}

    private static Duration upTo(int millis) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(millis));
    }

    /** The next one, by chance. */
    static Behaviour next() {
        int chance = ThreadLocalRandom.current().nextInt(100);
        if (chance < 5) {
            return new Fail(upTo(100), false);
        }
        if (chance < 12) {
            return new Fail(upTo(100), true);
        }
        return new Complete(chance < 20 ? upTo(4000) : upTo(150));
    }
}
