package dev.pulsegate.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Follow requests to their ends, and go on after the last event they have seen wherever a connection ends. */
final class Watchers {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Set<String> ENDS = Set.of("completed", "failed", "canceled", "expired");

    private final Site site;
    private final History history;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Watchers(Site site, History history) {
        this.site = site;
        this.history = history;
    }

    /** Follows a request in the background, and notes what its watcher saw once it has seen the end. */
    void follow(String request) {
        threads.execute(() -> {
            try {
                var seen = new Seen();
                while (!seen.hasEnded()) {
                    seen.forgetUnfinished();
                    try (var lines = site.follow(request, seen.lastId)) {
                        lines.forEach(seen::read);
                    } catch (IOException | UncheckedIOException lost) {
                        Thread.sleep(PAUSE);
                    }
                }
                history.add(new Sight.Followed(request, List.copyOf(seen.names)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether all saw the ends of their requests in time. */
    boolean awaitEnds(Duration limit) throws InterruptedException {
        threads.shutdown();
        boolean ended = threads.awaitTermination(limit.toSeconds(), TimeUnit.SECONDS);
        threads.shutdownNow();
        return ended;
    }

    /** What one watcher saw. */
    private static final class Seen {

        private final List<String> names = new ArrayList<>();
        private String id = "";
        private String lastId = "";
        private String name = "";

        /** The event that a connection broke off in comes again whole. */
        void forgetUnfinished() {
            id = "";
            name = "";
        }

        void read(String line) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length()).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.isEmpty()) {
                if (!id.isEmpty()) {
                    names.add(name);
                    lastId = id;
                }
                forgetUnfinished();
            }
        }

        boolean hasEnded() {
            return !names.isEmpty() && ENDS.contains(names.getLast());
        }
    }
}
