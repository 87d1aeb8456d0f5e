package dev.pulsegate.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that submit, cancel, look and watch until they are stopped. Each tries a submission until it is answered. */
final class Clients {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(3);
    private static final Duration WATCHERS_LIMIT = Duration.ofSeconds(30);

    /** How far a client is ahead of the workers at most, so that all is done soon after the end. */
    private static final int MOST_OPEN = 20;

    /** One request in so many is followed from its first event to its last. */
    private static final int ONE_IN = 10;

    private static final Set<String> ENDS = Set.of("completed", "failed", "canceled", "expired");

    private final Site site;
    private final String space;
    private final History history;
    private final Watchers watchers;
    private final Set<String> requests = ConcurrentHashMap.newKeySet();
    private final Collection<String> unexpected = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    private Clients(Site site, String space, History history) {
        this.site = site;
        this.space = space;
        this.history = history;
        this.watchers = new Watchers(site, history);
    }

    static Clients start(Site site, String space, History history, int count, Random random) {
        var clients = new Clients(site, space, history);
        for (int i = 0; i < count; i++) {
            var own = new Random(random.nextLong());
            clients.threads.execute(() -> clients.work(own));
        }
        return clients;
    }

    private void work(Random random) {
        var open = new ArrayList<String>();
        try {
            while (!stopping) {
                int chance = random.nextInt(100);
                if (open.size() < MOST_OPEN && chance < 40) {
                    open.add(submit(random));
                } else if (!open.isEmpty() && chance >= 96) {
                    cancel(open.get(random.nextInt(open.size())));
                } else if (!open.isEmpty()) {
                    look(open, random.nextInt(open.size()));
                }
                Thread.sleep(random.nextInt(40));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            unexpected.add(e.toString());
        }
    }

    private String submit(Random random) throws InterruptedException {
        var key = UUID.randomUUID().toString();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                var request = site.submit(space, key);
                history.add(new Sight.Accepted(key, request));
                requests.add(request);
                if (random.nextInt(ONE_IN) == 0) {
                    watchers.follow(request);
                }
                return request;
            } catch (IOException e) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void cancel(String request) throws InterruptedException {
        history.add(new Sight.CancelAsked(request));
        try {
            if (site.cancel(request)) {
                history.add(new Sight.CancelTaken(request));
            }
        } catch (IOException unknown) {
            Thread.sleep(FIRST_PAUSE);
        }
    }

    private void look(List<String> open, int which) throws InterruptedException {
        var request = open.get(which);
        int asked = history.size();
        try {
            var found = site.look(request);
            if (found.isEmpty()) {
                history.add(new Sight.Missing(request));
                open.remove(which);
                return;
            }
            var status = found.get().path("status").asText();
            history.add(new Sight.Looked(request, status, asked));
            if (ENDS.contains(status)) {
                open.remove(which);
            }
        } catch (IOException unknown) {
            Thread.sleep(FIRST_PAUSE);
        }
    }

    /** Lets each have the answer it waits for. */
    void stop() throws InterruptedException {
        stopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            unexpected.add("a client has had no answer for " + STOP_LIMIT);
            threads.shutdownNow();
        }
    }

    /**
     * Waits until every request has come to its end, or the time is over, and notes how each is found.
     *
     * @param limit how long they may take altogether
     */
    void findAll(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (var request : requests) {
            history.add(find(request, deadline));
        }
        if (!watchers.awaitEnds(WATCHERS_LIMIT)) {
            unexpected.add("a watcher has not seen the end of its request");
        }
    }

    private Sight find(String request, long deadline) throws InterruptedException {
        while (true) {
            boolean last = System.nanoTime() > deadline;
            try {
                var found = site.look(request);
                if (found.isEmpty()) {
                    return new Sight.Missing(request);
                }
                var status = found.get().path("status").asText();
                if (last || ENDS.contains(status)) {
                    return new Sight.Found(
                            request,
                            status,
                            found.get().path("attempt").asInt(),
                            found.get().path("result").path("mark").textValue(),
                            ENDS.contains(status) ? site.events(request) : List.of());
                }
            } catch (IOException e) {
                if (last) {
                    unexpected.add("a request cannot be looked at when all is quiet: " + e);
                    return new Sight.Missing(request);
                }
            }
            Thread.sleep(LONGEST_PAUSE);
        }
    }

    /** What was answered that nothing explains. */
    List<String> unexpected() {
        return List.copyOf(unexpected);
    }
}
