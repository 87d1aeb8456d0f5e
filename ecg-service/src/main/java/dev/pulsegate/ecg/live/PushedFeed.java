package dev.pulsegate.ecg.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;

import dev.pulsegate.ecg.signal.PushedSource;
import dev.pulsegate.ecg.signal.SampleBlock;

/**
 * Takes a source's samples as they come: a frame is due when the last of its samples is there, and bears the time the source
 * gives. Samples missing for up to a second are sent as missing; after a longer hole, as at the end, the frame being filled
 * is sent as short as it is, and the next is the one the samples behind the hole belong to.
 */
final class PushedFeed implements Feed, Flow.Subscriber<SampleBlock> {

    /** What is asked for ahead, and so all that ever waits here. */
    private static final int BLOCKS_AHEAD = 8;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final PushedSource source;
    private final Runnable wake;
    private final SampleWindow window;

    /** Samples in a second: the longest frame, hole within frames, and step in which a block is taken. */
    private final int secondOfSamples;

    private final Queue<SampleBlock> arrived = new ArrayBlockingQueue<>(BLOCKS_AHEAD);

    /** When blocks began, by the number of their first sample, as far back as the window reaches. */
    private final TreeMap<Long, Instant> times = new TreeMap<>();

    private boolean begun;
    private volatile Flow.Subscription subscription;
    private volatile long position;
    private volatile boolean over;
    private volatile Throwable failure;

    PushedFeed(PushedSource source, Runnable wake) {
        this.source = source;
        this.wake = wake;
        this.window = Feed.windowOf(source);
        this.secondOfSamples = (int) Math.ceil(source.samplingFrequencyHz());
    }

    @Override
    public long frameNow(FrameSchedule schedule) {
        return schedule.frameOf(position);
    }

    @Override
    public void begin() {
        source.samples().subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription made) {
        subscription = made;
        made.request(BLOCKS_AHEAD);
    }

    @Override
    public void onNext(SampleBlock block) {
        if (!arrived.offer(block)) {
            onError(new IllegalStateException("the source sent more than it was asked for"));
        }
        wake.run();
    }

    @Override
    public void onError(Throwable why) {
        failure = why;
        over = true;
        wake.run();
    }

    @Override
    public void onComplete() {
        over = true;
        wake.run();
    }

    @Override
    public boolean advance(Collection<Rendition> renditions) {
        // Asked before the queue is: what came before the end is in it by then.
        boolean last = over;
        var block = arrived.poll();
        if (block != null) {
            take(block, renditions);
            subscription.request(1);
        } else if (last) {
            end(renditions);
            return false;
        } else {
            LockSupport.parkNanos(LONGEST_WAIT.toNanos());
        }
        return true;
    }

    private void end(Collection<Rendition> renditions) {
        if (failure != null) {
            throw new IllegalStateException("the source broke", failure);
        }
        renditions.forEach(rendition -> rendition.produceRest(window, this::takenAt));
    }

    private void take(SampleBlock block, Collection<Rendition> renditions) {
        boolean goesBack = begun && block.firstSample() < window.end();
        if (goesBack || block.leads() != source.leads().size()) {
            throw new IllegalStateException("block " + block.firstSample() + " with " + block.leads()
                    + " leads does not follow what ends at " + window.end());
        }
        passOver(block.firstSample(), renditions);
        times.put(block.firstSample(), block.takenAt());
        for (int taken = 0; taken < block.samples(); ) {
            int step = Math.min(secondOfSamples, block.samples() - taken);
            window.append(block.millivoltsByLead(), taken, step);
            taken += step;
            position = window.end();
            renditions.forEach(rendition -> rendition.produceComplete(window, this::takenAt));
        }
        times.headMap(times.floorKey(Math.max(times.firstKey(), window.begin())))
                .clear();
    }

    /** Goes on to where a block begins. */
    private void passOver(long to, Collection<Rendition> renditions) {
        long missing = to - window.end();
        if (begun && missing <= secondOfSamples) {
            window.appendMissing((int) missing);
            return;
        }
        renditions.forEach(rendition -> rendition.produceRest(window, this::takenAt));
        window.restartAt(to);
        begun = true;
    }

    /** By the block that the sample is of; by the one before where it is missing. */
    private Instant takenAt(long sample) {
        var block = times.floorEntry(sample);
        double seconds = (sample - block.getKey()) / source.samplingFrequencyHz();
        return block.getValue()
                .plusNanos(Math.round(seconds * Duration.ofSeconds(1).toNanos()));
    }

    @Override
    public long samplesTaken() {
        return window.taken();
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
        source.close();
    }
}
