package dev.pulsegate.ecg.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import dev.pulsegate.ecg.signal.ClockedSource;

/**
 * Reads a source by the sample clock: frame <i>k</i> is due at the stream's beginning plus <i>k + 1</i> periods, so nothing
 * drifts. That beginning is the same in every process, and so are the frames, whenever one began to read.
 */
final class ClockedFeed implements Feed {

    private static final Logger LOG = Logger.getLogger(ClockedFeed.class);

    /** After a longer halt, of a suspended machine say, what was missed is left out rather than sent in a burst. */
    private static final Duration LONGEST_LAG = Duration.ofSeconds(2);

    /** Reading on is quicker than going to a sample unless that is further away. */
    private static final int LONGEST_READ_SECONDS = 20;

    private static final int CHUNK_SAMPLES = 512;
    private static final int KEEP_READING_MILLIS = 1000;

    private final String streamId;
    private final ClockedSource source;
    private final SampleClock clock;
    private final SampleWindow window;
    private final double[][] chunk;

    /** So that a source nobody watches is read on all the same. */
    private final FrameSchedule keepReading;

    /** The first sample of the longest frame that whoever joins can ask for. */
    private final long firstSample;

    ClockedFeed(String streamId, ClockedSource source, SampleClock clock) {
        this.streamId = streamId;
        this.source = source;
        this.clock = clock;
        this.window = Feed.windowOf(source);
        this.chunk = new double[source.leads().size()][Math.min(CHUNK_SAMPLES, window.capacity())];
        this.keepReading = new FrameSchedule(source.samplingFrequencyHz(), KEEP_READING_MILLIS);
        this.firstSample = firstSampleNeededNow();
    }

    private long firstSampleNeededNow() {
        return keepReading.firstSample(Math.max(0, keepReading.frameAt(clock.elapsedNanos()) - 1));
    }

    @Override
    public long frameNow(FrameSchedule schedule) {
        return schedule.frameAt(clock.elapsedNanos());
    }

    @Override
    public void begin() {
        goTo(firstSample);
    }

    private void goTo(long sample) {
        source.seek(sample);
        window.restartAt(sample);
    }

    @Override
    public boolean advance(Collection<Rendition> renditions) {
        clock.follow();
        waitUntil(nextDueNanos(renditions), renditions);
        produce(renditions);
        return true;
    }

    private long nextDueNanos(Collection<Rendition> renditions) {
        long due = keepReading.dueNanos(keepReading.frameAt(clock.elapsedNanos()));
        for (var rendition : renditions) {
            due = Math.min(due, rendition.dueNanos());
        }
        return due;
    }

    private void waitUntil(long dueNanos, Collection<Rendition> renditions) {
        long wait = dueNanos - clock.elapsedNanos();
        if (wait > 0) {
            LockSupport.parkNanos(Math.min(wait, LONGEST_LAG.toNanos()));
        } else if (-wait > LONGEST_LAG.toNanos()) {
            LOG.warnf(
                    "Stream %s was held up for %d ms, which its viewers do not see",
                    streamId, Duration.ofNanos(-wait).toMillis());
            leaveOut(renditions);
        }
    }

    private void leaveOut(Collection<Rendition> renditions) {
        long needed = firstSampleNeededNow();
        if (needed - window.end() > LONGEST_READ_SECONDS * source.samplingFrequencyHz()) {
            goTo(needed);
        }
        long elapsed = clock.elapsedNanos();
        renditions.forEach(rendition -> rendition.skipTo(elapsed));
    }

    private void produce(Collection<Rendition> renditions) {
        long elapsed = clock.elapsedNanos();
        for (var rendition : renditions) {
            while (rendition.dueNanos() <= elapsed) {
                readTo(rendition.nextEnd());
                rendition.produce(window, this::takenAt);
            }
        }
        readTo(keepReading.firstSample(keepReading.frameAt(elapsed)));
    }

    private Instant takenAt(long sample) {
        return clock.began().plusNanos(keepReading.sampleNanos(sample));
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
