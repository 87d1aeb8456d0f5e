package dev.pulsegate.ecg.live;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.ecg.signal.ClockedSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClockedFeedTest {

    private static final class Counter implements ClockedSource {
        private long next;

        @Override
        public List<String> leads() {
            return List.of("A");
        }

        @Override
        public double samplingFrequencyHz() {
            return 250;
        }

        @Override
        public void seek(long sample) {
            next = sample;
        }

        @Override
        public void read(double[][] millivoltsByLead, int count) {
            next += count;
        }

        @Override
        public void close() {}
    }

    @Test
    void readsNoSampleOfASourceTwice() {
        var source = new Counter();
        try (var feed = new ClockedFeed("s", source, new SampleClock(Instant.now()))) {
            feed.readTo(5_000);
            feed.readTo(300);
            feed.readTo(5_000);
            assertThat(source.next).isEqualTo(5_000);
        }
    }
}
