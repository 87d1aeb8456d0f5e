package dev.pulsegate.ecg.live;

import java.time.Instant;
import java.util.Collection;

import dev.pulsegate.ecg.signal.ClockedSource;
import dev.pulsegate.ecg.signal.EcgSource;
import dev.pulsegate.ecg.signal.PushedSource;

/**
 * How a stream that runs comes by its samples, and so when its frames are due. Used by the stream's thread, but for
 * {@link #frameNow}.
 */
sealed interface Feed extends AutoCloseable permits ClockedFeed, PushedFeed {

    /** Longer than the longest frame, so that a new rendition finds the frame being filled from its beginning. */
    int WINDOW_SECONDS = 4;

    /**
     * The feed of a source.
     *
     * @param began when sample 0 was taken, if the source is read by the clock
     * @param wake ends a wait of the stream's thread
     */
    static Feed of(String streamId, EcgSource source, Instant began, Runnable wake) {
        return switch (source) {
            case ClockedSource clocked -> new ClockedFeed(streamId, clocked, new SampleClock(began));
            case PushedSource pushed -> new PushedFeed(pushed, wake);
        };
    }

    /** A window for a source's samples. */
    static SampleWindow windowOf(EcgSource source) {
        return new SampleWindow(source.leads().size(), (int) Math.ceil(WINDOW_SECONDS * source.samplingFrequencyHz()));
    }

    /** The number of the frame being filled now, the first that a viewer who joins now gets; any thread may ask. */
    long frameNow(FrameSchedule schedule);

    void begin();

    /**
     * Waits for what is next, at most about a second and no longer than until woken, and lets the renditions send what is
     * complete.
     *
     * @return false if the source has ended
     */
    boolean advance(Collection<Rendition> renditions);

    /** How many samples of each lead have been taken from the source; for the stream's thread. */
    long samplesTaken();

    /** Lets go of the source. */
    @Override
    void close();
}
