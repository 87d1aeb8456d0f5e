package dev.pulsegate.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** What a crowd has seen, from the last {@link #beginWindow} on where it says so. Kept by one thread, then merged. */
public final class Tally {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram handshakeMicros = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
    private final Histogram gapMicros = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
    private final Map<String, Integer> handshakeFailures = new TreeMap<>();
    private final Map<String, Integer> closes = new TreeMap<>();

    private int opened;
    private int stalledCut;
    private int silent;
    private long frames;
    private long bytes;
    private long lost;
    private long lossNotices;
    private long lostByNotice;
    private long outOfOrder;
    private long otherMessages;
    private long pings;

    /** Forgets what is counted by window; handshakes, closes and stalled viewers are counted from the beginning. */
    void beginWindow() {
        gapMicros.reset();
        frames = 0;
        bytes = 0;
        lost = 0;
        lossNotices = 0;
        lostByNotice = 0;
        outOfOrder = 0;
        otherMessages = 0;
        pings = 0;
        silent = 0;
    }

    void handshake(long nanos) {
        opened++;
        handshakeMicros.recordValue(micros(nanos));
    }

    void handshakeFailed(String why) {
        handshakeFailures.merge(why, 1, Integer::sum);
    }

    void closed(String how) {
        closes.merge(how, 1, Integer::sum);
    }

    void stalledCut() {
        stalledCut++;
    }

    void frame(long nanosSinceLast, long lostBefore) {
        frames++;
        gapMicros.recordValue(micros(nanosSinceLast));
        if (lostBefore < 0) {
            outOfOrder++;
        } else {
            lost += lostBefore;
        }
    }

    /** A viewer's first frame: no gap comes before it. */
    void firstFrame() {
        frames++;
    }

    void bytes(int count) {
        bytes += count;
    }

    void lossNotice(long lostFrames) {
        lossNotices++;
        lostByNotice += lostFrames;
    }

    void otherMessage() {
        otherMessages++;
    }

    void ping() {
        pings++;
    }

    /** A viewer that had no frame for long at the window's end: its gap is not over, and counts all the same. */
    void silent(long nanosSinceLast) {
        silent++;
        gapMicros.recordValue(micros(nanosSinceLast));
    }

    /** Adds what another has seen. */
    public void add(Tally other) {
        handshakeMicros.add(other.handshakeMicros);
        gapMicros.add(other.gapMicros);
        other.handshakeFailures.forEach((why, count) -> handshakeFailures.merge(why, count, Integer::sum));
        other.closes.forEach((how, count) -> closes.merge(how, count, Integer::sum));
        opened += other.opened;
        stalledCut += other.stalledCut;
        silent += other.silent;
        frames += other.frames;
        bytes += other.bytes;
        lost += other.lost;
        lossNotices += other.lossNotices;
        lostByNotice += other.lostByNotice;
        outOfOrder += other.outOfOrder;
        otherMessages += other.otherMessages;
        pings += other.pings;
    }

    private static long micros(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS);
    }

    /** Connection begun to handshake done, in microseconds. */
    public Histogram handshakeMicros() {
        return handshakeMicros;
    }

    /** Time between two frames of a viewer, in microseconds, in the window. */
    public Histogram gapMicros() {
        return gapMicros;
    }

    /** Handshakes that failed, by why. */
    public Map<String, Integer> handshakeFailures() {
        return handshakeFailures;
    }

    /** Sockets that closed without being asked to, by how. */
    public Map<String, Integer> closes() {
        return closes;
    }

    public int opened() {
        return opened;
    }

    /** Stalled viewers the server has given up. */
    public int stalledViewersCut() {
        return stalledCut;
    }

    /** Takes over what is known only at the end. */
    public void stalledViewersCut(int count) {
        stalledCut = count;
    }

    /** Viewers still connected that had no frame in the window's last second. */
    public int silentViewers() {
        return silent;
    }

    /** Frames delivered in the window. */
    public long frames() {
        return frames;
    }

    /** Bytes read from the sockets in the window, WebSocket headers included. */
    public long bytes() {
        return bytes;
    }

    /** Frames missing in the window, by jumps of their numbers. */
    public long lostFrames() {
        return lost;
    }

    /** Messages of the server that it left frames out. */
    public long lossNotices() {
        return lossNotices;
    }

    /** How many frames those messages speak of. */
    public long lostFramesByNotice() {
        return lostByNotice;
    }

    /** Frames with a number not above the one before. */
    public long outOfOrderFrames() {
        return outOfOrder;
    }

    /** Messages that are neither frames nor loss notices. */
    public long otherMessages() {
        return otherMessages;
    }

    /** Pings answered in the window. */
    public long pings() {
        return pings;
    }
}
