package dev.pulsegate.ecg.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.pulsegate.ecg.signal.EcgSource;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.task.CoreThread;
import dev.pulsegate.platform.task.Supervision;

/**
 * A stream that runs: one virtual thread takes its source's samples, by the sample clock or as they come, and produces each
 * rendition's frames when they are due. It ends when nobody has watched for a while, unless it is to be kept running, when
 * its source ends, and when it is ended.
 */
public final class LiveStream {

    private final String id;
    private final EcgSource source;
    private final List<String> leads;
    private final Duration idleLinger;
    private final SourceFactory.Opened opened;
    private final Consumer<LiveStream> whenEnded;
    private final Map<Selection, Rendition> renditions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Supervision supervision;
    private final StreamMeters meters;
    private final CoreThread thread;
    private final Feed feed;

    private int seats;
    private long idleSinceNanos = System.nanoTime();
    private boolean ended;
    private volatile SocketClose endedBecause;

    LiveStream(
            String id,
            SourceFactory.Opened opened,
            Duration idleLinger,
            Consumer<LiveStream> whenEnded,
            StreamMeters meters,
            Supervision supervision) {
        this.id = id;
        this.opened = opened;
        this.source = opened.source();
        this.leads = source.leads();
        this.idleLinger = idleLinger;
        this.whenEnded = whenEnded;
        this.meters = meters;
        this.supervision = supervision;
        this.thread = supervision.thread("stream " + id, this::run);
        this.feed = Feed.of(id, source, opened.began(), thread::wake);
    }

    void start() {
        thread.start();
    }

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

    /** The account that made it; nobody, of one built in. */
    public Optional<UUID> owner() {
        return Optional.ofNullable(opened.owner());
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
        return new Rendition(id, leads, selection, schedule, feed.frameNow(schedule));
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
        try {
            feed.begin();
            for (long counted = 0; endedBecause == null && !endIfIdle(); counted = feed.samplesTaken()) {
                if (!feed.advance(renditions.values())) {
                    endedBecause = SocketClose.GONE;
                }
                meters.produced((feed.samplesTaken() - counted) * leads.size());
            }
        } catch (RuntimeException | Error e) {
            // Its viewers come back, and find it where it would be.
            supervision.failed("stream", e);
            meters.broke();
            endedBecause = SocketClose.INTERNAL_ERROR;
        } finally {
            finish();
        }
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
        supervision.guard("stream", feed::close);
    }
}
