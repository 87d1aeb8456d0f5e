package dev.pulsegate.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Viewers of one stream: opened together, watched for a window of time, and closed together. */
public final class Crowd implements AutoCloseable {

    private final List<ViewerLoop> loops = new ArrayList<>();
    private final Size size;

    /**
     * How many viewers.
     *
     * @param reading those who read what they get
     * @param stalled those who never read
     * @param handshakesAtOnce the most handshakes under way at a time
     * @param threads the selector threads that share the viewers
     */
    public record Size(int reading, int stalled, int handshakesAtOnce, int threads) {}

    /** A crowd that has not connected yet. */
    public Crowd(Target target, Size size) throws IOException {
        this.size = size;
        for (int i = 0; i < size.threads(); i++) {
            loops.add(new ViewerLoop(target, Math.max(1, size.handshakesAtOnce() / size.threads()), "viewers-" + i));
        }
    }

    /**
     * Connects everyone.
     *
     * @param limit after this, those who are not connected have failed
     */
    public void open(Duration limit) throws InterruptedException {
        var settled = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < loops.size(); i++) {
            settled.add(loops.get(i).open(share(size.reading(), i), share(size.stalled(), i)));
        }
        if (!await(settled, limit)) {
            get(all(ViewerLoop::openNoMore));
        }
    }

    private int share(int whole, int index) {
        return whole / loops.size() + (index < whole % loops.size() ? 1 : 0);
    }

    /** Begins a window: what was counted by window so far is forgotten. */
    public void beginWindow() throws InterruptedException {
        get(all(ViewerLoop::beginWindow));
    }

    /** Ends the window: what was seen. */
    public Tally endWindow() throws InterruptedException {
        var whole = new Tally();
        get(all(ViewerLoop::endWindow)).forEach(whole::add);
        return whole;
    }

    /** CPU time of the selector threads so far. */
    public Duration cpu() {
        return Duration.ofNanos(loops.stream().mapToLong(ViewerLoop::cpuNanos).sum());
    }

    /**
     * Closes all sockets, with a close frame and its answer where the server gives one in time.
     *
     * @return what was seen, to the last; how many of the stalled the server had given up is known now
     */
    public Tally leave(Duration limit) throws InterruptedException {
        await(all(ViewerLoop::leave), limit);
        return endWindow();
    }

    /** Closes all sockets at once. */
    @Override
    public void close() {
        loops.forEach(ViewerLoop::stop);
    }

    private <T> List<CompletableFuture<T>> all(Function<ViewerLoop, CompletableFuture<T>> work) {
        return loops.stream().map(work).toList();
    }

    private static boolean await(List<CompletableFuture<Void>> futures, Duration limit) throws InterruptedException {
        try {
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static <T> List<T> get(List<CompletableFuture<T>> futures) throws InterruptedException {
        var results = new ArrayList<T>();
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }
}
