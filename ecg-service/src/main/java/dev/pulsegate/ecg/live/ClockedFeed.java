package dev.pulsegate.ecg.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import dev.pulsegate.ecg.signal.ClockedSource;

/**
 * Reads a source by the sample clock: frame <i>k</i> is due at the stream's beginning plus <i>k + 1</i> periods, so nothing
 * drifts.
 */
final class ClockedFeed implements Feed {

    private static final Logger LOG = Logger.getLogger(ClockedFeed.class);

    /** After a longer halt, of a suspended machine say, the clock is set back rather than the past sent in a burst. */
    private static final Duration LONGEST_LAG = Duration.ofSeconds(2);

    private static final int CHUNK_SAMPLES = 512;
    private static final int KEEP_READING_MILLIS = 1000;

    private final String streamId;
    private final ClockedSource source;
    private final SampleWindow window;
    private final double[][] chunk;

    /** So that a source nobody watches is read on all the same. */
    private final FrameSchedule keepReading;

    /** Set by the stream's thread, read by those who join. */
    private volatile Beginning beginning = Beginning.now();

    /** When sample 0 was taken, on the clock that is counted by and on the one people read. */
    private record Beginning(long nanos, Instant instant) {

        static Beginning now() {
            return new Beginning(System.nanoTime(), Clock.systemUTC().instant());
        }

        long elapsedNanos() {
            return System.nanoTime() - nanos;
        }

        Beginning later(long byNanos) {
            return new Beginning(nanos + byNanos, instant.plusNanos(byNanos));
        }
    }

    ClockedFeed(String streamId, ClockedSource source) {
        this.streamId = streamId;
        this.source = source;
        this.window = Feed.windowOf(source);
        this.chunk = new double[source.leads().size()][Math.min(CHUNK_SAMPLES, window.capacity())];
        this.keepReading = new FrameSchedule(source.samplingFrequencyHz(), KEEP_READING_MILLIS);
    }

    @Override
    public long frameNow(FrameSchedule schedule) {
        return schedule.frameAt(beginning.elapsedNanos());
    }

    @Override
    public void begin() {
        // The clock runs.
    }

    @Override
    public boolean advance(Collection<Rendition> renditions) {
        waitUntil(nextDueNanos(renditions));
        produce(renditions);
        return true;
    }

    private long nextDueNanos(Collection<Rendition> renditions) {
        long due = keepReading.dueNanos(keepReading.frameAt(beginning.elapsedNanos()));
        for (var rendition : renditions) {
            due = Math.min(due, rendition.dueNanos());
        }
        return due;
    }

    private void waitUntil(long dueNanos) {
        long wait = dueNanos - beginning.elapsedNanos();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        } else if (-wait > LONGEST_LAG.toNanos()) {
            LOG.warnf(
                    "Stream %s was held up for %d ms and goes on from there",
                    streamId, Duration.ofNanos(-wait).toMillis());
            beginning = beginning.later(-wait);
        }
    }

    private void produce(Collection<Rendition> renditions) {
        var began = beginning;
        long elapsed = began.elapsedNanos();
        for (var rendition : renditions) {
            while (rendition.dueNanos() <= elapsed) {
                readTo(rendition.nextEnd());
                rendition.produce(window, sample -> began.instant().plusNanos(keepReading.sampleNanos(sample)));
            }
        }
        readTo(keepReading.firstSample(keepReading.frameAt(elapsed)));
    }

    /** Reads on until the sample before this one is in the window; does nothing if it was there already. */
    void readTo(long sample) {
        while (window.end() < sample) {
            int count = (int) Math.min(chunk[0].length, sample - window.end());
            source.read(chunk, count);
            window.append(chunk, 0, count);
        }
    }

    @Override
    public long samplesTaken() {
        return window.taken();
    }

    @Override
    public void close() {
        source.close();
    }
}
