package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that submit requests until stopped. */
final class Clients {

    private static final long SEED = 42;
    private static final int MOST_CONNECTIONS = 500;
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Site site;
    private final Arrivals arrivals;
    private final Window window;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedDeque<Submitter> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
    private final Thread pace;
    private volatile boolean stopping;

    private Clients(Load load, Site site, Arrivals arrivals, Window window) {
        this.site = site;
        this.arrivals = arrivals;
        this.window = window;
        this.pace = Thread.ofPlatform().name("pace").unstarted(() -> pace(load));
    }

    static Clients start(Load load, Site site, Arrivals arrivals, Window window) {
        var clients = new Clients(load, site, arrivals, window);
        clients.pace.start();
        return clients;
    }

    private void pace(Load load) {
        switch (load) {
            case Load.Closed(int count, boolean waiting) -> {
                for (int i = 0; i < count; i++) {
                    threads.execute(() -> oneAfterTheOther(waiting));
                }
            }
            case Load.Open(int rate) -> atRate(rate);
        }
    }

    private void oneAfterTheOther(boolean waiting) {
        try (var submitter = Submitter.connect(site, waiting)) {
            while (!stopping) {
                submit(submitter, Arrivals.nowMicros());
            }
        } catch (IOException e) {
            window.trouble(e.toString());
        }
    }

    private void submit(Submitter submitter, long dueMicros) throws IOException {
        long number = arrivals.nextNumber();
        window.answered(number, dueMicros, submitter.submit(number));
    }

    /** Times count from when a request was due: one that is sent late, for whatever reason, has waited. */
    private void atRate(int rate) {
        var random = new Random(SEED);
        long begun = System.nanoTime();
        double due = 0;
        while (!stopping) {
            due += -Math.log(1 - random.nextDouble()) * TimeUnit.SECONDS.toNanos(1) / rate;
            long left = begun + (long) due - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = begun + (long) due - System.nanoTime();
            }
            long dueMicros = Arrivals.nowMicros() + TimeUnit.NANOSECONDS.toMicros(left);
            threads.execute(() -> one(dueMicros));
        }
    }

    private void one(long dueMicros) {
        connections.acquireUninterruptibly();
        try {
            var submitter = idle.poll();
            if (submitter == null) {
                submitter = Submitter.connect(site, true);
            }
            submit(submitter, dueMicros);
            idle.push(submitter);
        } catch (IOException e) {
            window.trouble(e.toString());
        } finally {
            connections.release();
        }
    }

    /** Lets every request that was sent be answered. */
    void stop() throws IOException, InterruptedException {
        stopping = true;
        pace.join();
        threads.shutdown();
        if (!threads.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            window.trouble("requests without an answer");
            threads.shutdownNow();
        }
        for (var submitter : idle) {
            submitter.close();
        }
    }
}
