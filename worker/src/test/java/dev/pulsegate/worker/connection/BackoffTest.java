package dev.pulsegate.worker.connection;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackoffTest {

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Always the longest wait that is allowed. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long from, long bound) {
            return bound - 1;
        }
    };

    @Test
    void waitsDoubleUpToTheLongest() {
        var backoff = new Backoff(SHORTEST, LONGEST, HIGHEST);

        assertThat(Stream.generate(backoff::next).limit(9).map(Duration::toMillis))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
        backoff.reset();
        assertThat(backoff.next()).hasMillis(500);
    }

    @Test
    void halfOfAWaitIsRandom() {
        var backoff = new Backoff(SHORTEST, LONGEST, new SplittableRandom(1));

        assertThat(backoff.next()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
        assertThat(Stream.generate(backoff::next).skip(5).limit(1000))
                .allMatch(delay -> delay.compareTo(Duration.ofSeconds(15)) >= 0 && delay.compareTo(LONGEST) <= 0)
                .doesNotHaveDuplicates();
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, LONGEST, HIGHEST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(LONGEST, SHORTEST, HIGHEST)).isInstanceOf(IllegalArgumentException.class);
        var constant = new Backoff(SHORTEST, SHORTEST, HIGHEST);
        assertThat(Stream.generate(constant::next).limit(3)).containsOnly(SHORTEST);
    }
}
