package dev.pulsegate.ecg.it;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongToDoubleFunction;

import dev.pulsegate.ecg.signal.PushedSource;
import dev.pulsegate.ecg.signal.SampleBlock;

/** A device in memory, with a clock of its own: one lead at 250 Hz, whose sample <i>n</i> is <i>n</i> % 1000 µV. */
final class PushedSamples implements PushedSource {

    static final int HZ = 250;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CompletableFuture<Flow.Subscriber<? super SampleBlock>> subscriber = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong requested = new AtomicLong();

    static double millivolts(long sample) {
        return sample % 1000 / 1000.0;
    }

    @Override
    public List<String> leads() {
        return List.of("II");
    }

    @Override
    public double samplingFrequencyHz() {
        return HZ;
    }

    @Override
    public Flow.Publisher<SampleBlock> samples() {
        return follower -> {
            follower.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long blocks) {
                    requested.addAndGet(blocks);
                }

                @Override
                public void cancel() {}
            });
            subscriber.complete(follower);
        };
    }

    /** How many blocks were asked for in all. */
    long requested() {
        return requested.get();
    }

    /** Sends the samples {@code [from, to)}. */
    void push(long from, long to, Instant takenAt) throws Exception {
        push(from, to, takenAt, PushedSamples::millivolts);
    }

    void push(long from, long to, Instant takenAt, LongToDoubleFunction millivolts) throws Exception {
        var samples = new double[1][(int) (to - from)];
        for (int i = 0; i < samples[0].length; i++) {
            samples[0][i] = millivolts.applyAsDouble(from + i);
        }
        follower().onNext(new SampleBlock(from, takenAt, samples));
    }

    void end() throws Exception {
        follower().onComplete();
    }

    void breakDown() throws Exception {
        follower().onError(new IllegalStateException("the device broke"));
    }

    /** Waits until the stream has let go. */
    void awaitClosed() throws Exception {
        closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Flow.Subscriber<? super SampleBlock> follower() throws Exception {
        return subscriber.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed.complete(null);
    }
}
