package dev.pulsegate.ecg.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.ecg.signal.EcgSource;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.supervise.CoreThread;
import dev.pulsegate.platform.supervise.Supervision;

/**
 * A stream that runs: one virtual thread reads its source by the sample clock and produces each rendition's frames when
 * they are due. It ends when nobody has watched for a while, unless it is to be kept running, and when it is ended.
 */
public final class LiveStream {

    private static final Logger LOG = Logger.getLogger(LiveStream.class);

    /** Longer than the longest frame, so that a new rendition finds the frame being filled from its beginning. */
    private static final Duration WINDOW = Duration.ofSeconds(4);

    /** After a longer halt, of a suspended machine say, the clock is set back rather than the past sent in a burst. */
    private static final Duration LONGEST_LAG = Duration.ofSeconds(2);

    private static final int KEEP_READING_MILLIS = 1000;

    private final String id;
    private final EcgSource source;
    private final List<String> leads;
    private final Duration idleLinger;
    private final SourceFactory.Opened opened;
    private final Consumer<LiveStream> whenEnded;
    private final Map<Selection, Rendition> renditions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Supervision supervision;
    private final CoreThread thread;

    private int seats;
    private long idleSinceNanos = System.nanoTime();
    private boolean ended;
    private volatile SocketClose endedBecause;

    /** Set by the stream's thread, read by those who join. */
    private volatile Beginning beginning = Beginning.now();

    LiveStream(
            String id,
            SourceFactory.Opened opened,
            Duration idleLinger,
            Consumer<LiveStream> whenEnded,
            Supervision supervision) {
        this.id = id;
        this.opened = opened;
        this.source = opened.source();
        this.leads = source.leads();
        this.idleLinger = idleLinger;
        this.whenEnded = whenEnded;
        this.supervision = supervision;
        this.thread = supervision.thread("stream " + id, this::run);
    }

    void start() {
        thread.start();
    }

    /** The stream's id. */
    public String id() {
        return id;
    }

    /** Names of all its leads. */
    public List<String> leads() {
        return leads;
    }

    /** Samples a second of every lead, in Hz. */
    public double samplingFrequencyHz() {
        return source.samplingFrequencyHz();
    }

    /** The account that made it; of one built in it is empty. */
    public Optional<UUID> owner() {
        return opened.owner();
    }

    EcgSource source() {
        return source;
    }

    /** Whether it is over: nobody can join any more. */
    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** How many hold a seat, those who paused included. */
    public int viewers() {
        lock.lock();
        try {
            return seats;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Seats a viewer, on its event loop; the frame being filled is the first it gets.
     *
     * @return nothing if the stream has ended meanwhile
     */
    public Optional<Seat> join(Selection selection, PeerSocket viewer) {
        lock.lock();
        try {
            if (ended) {
                return Optional.empty();
            }
            var rendition = renditions.computeIfAbsent(selection, this::rendition);
            rendition.seats++;
            seats++;
            thread.wake();
            return Optional.of(new Seat(this, rendition, viewer));
        } finally {
            lock.unlock();
        }
    }

    private Rendition rendition(Selection selection) {
        var schedule = new FrameSchedule(source.samplingFrequencyHz(), selection.periodMillis());
        return new Rendition(id, leads, selection, schedule, schedule.frameAt(beginning.elapsedNanos()));
    }

    void leave(Rendition rendition) {
        lock.lock();
        try {
            seats--;
            if (--rendition.seats == 0) {
                renditions.remove(rendition.selection());
            }
            if (seats == 0) {
                idleSinceNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream and closes its viewers' sockets. */
    public void end(SocketClose why) {
        endedBecause = why;
        thread.wake();
    }

    private void run() {
        var window = new SampleWindow(source, (int) Math.ceil(WINDOW.toSeconds() * source.samplingFrequencyHz()));
        var keepReading = new FrameSchedule(source.samplingFrequencyHz(), KEEP_READING_MILLIS);
        try {
            while (endedBecause == null && !endIfIdle()) {
                waitUntil(nextDueNanos(keepReading));
                produce(window, keepReading);
            }
        } catch (RuntimeException | Error e) {
            // Its viewers come back, and find it begun anew.
            supervision.failed("stream", e);
            endedBecause = SocketClose.INTERNAL_ERROR;
        } finally {
            finish();
        }
    }

    private long nextDueNanos(FrameSchedule keepReading) {
        long elapsed = beginning.elapsedNanos();
        long due = keepReading.dueNanos(keepReading.frameAt(elapsed));
        for (var rendition : renditions.values()) {
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
                    id, Duration.ofNanos(-wait).toMillis());
            beginning = beginning.later(-wait);
        }
    }

    private void produce(SampleWindow window, FrameSchedule keepReading) {
        long elapsed = beginning.elapsedNanos();
        for (var rendition : renditions.values()) {
            while (rendition.dueNanos() <= elapsed) {
                rendition.produce(window, beginning.instant());
            }
        }
        window.advanceTo(keepReading.firstSample(keepReading.frameAt(elapsed)));
    }

    private boolean endIfIdle() {
        if (opened.keptRunning()) {
            return false;
        }
        lock.lock();
        try {
            ended = seats == 0 && System.nanoTime() - idleSinceNanos >= idleLinger.toNanos();
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        whenEnded.accept(this);
        var why = endedBecause;
        if (why != null) {
            renditions.values().forEach(rendition -> supervision.guard("stream", () -> rendition.close(why)));
        }
        source.close();
    }
}
