package dev.pulsegate.bench.socketio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.Setting;

/** Many Socket.IO workers for minutes, with requests for all of them. */
final class SocketIoBench {

    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(3);
    private static final long SEED = 20_261_122;
    private static final double MICROS_PER_MILLI = 1000;

    private final SocketIoOptions options;
    private final PulseGate server;
    private final Site site;
    private final Random random = new Random(SEED);
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private SocketIoBench(SocketIoOptions options, PulseGate server, Site site) {
        this.options = options;
        this.server = server;
        this.site = site;
    }

    static void run(Path home, SocketIoOptions options) throws IOException, InterruptedException, TimeoutException {
        try (var server = PulseGate.start(new Setting(home, List.of()));
                var site = new Site(server)) {
            new SocketIoBench(options, server, site).run();
        }
    }

    private void run() throws IOException, InterruptedException, TimeoutException {
        var names = new ArrayList<String>();
        var ids = new ArrayList<String>();
        for (int i = 0; i < options.workers; i++) {
            names.add("crowd-" + i);
            ids.add(site.createSpace(names.getLast()));
        }
        var figures = server.figures().orElseThrow();
        long heapBefore = figures.liveHeapBytes();
        long began = System.nanoTime();
        try (var crowd = Crowd.connect(server.port(), names, CONNECT_LIMIT);
                var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            System.out.printf(
                    Locale.ROOT,
                    "%d workers on %d spaces, half by long polling, registered within %.1f s%n%n",
                    names.size(),
                    ids.size(),
                    (System.nanoTime() - began) / 1e9);
            System.out.println(
                    "minute  connected  connections lost  served  failed  answer p50 / p99 ms  server CPU cores");
            for (int minute = 1; minute <= options.minutes; minute++) {
                var cpu = figures.cpu();
                var times = askForAMinute(ids, askers);
                double cores = figures.cpu().minus(cpu).toMillis() / 60_000.0;
                System.out.printf(
                        Locale.ROOT,
                        "%6d  %9d  %16d  %6d  %6d  %8.1f / %6.1f  %16.2f%n",
                        minute,
                        crowd.connected(),
                        crowd.disconnects(),
                        served.get(),
                        failed.get(),
                        times.getValueAtPercentile(50) / MICROS_PER_MILLI,
                        times.getValueAtPercentile(99) / MICROS_PER_MILLI,
                        cores);
            }
            long heap = figures.liveHeapBytes() - heapBefore;
            System.out.printf(Locale.ROOT, "%nlive heap for a worker: %.1f KB%n", heap / 1024.0 / names.size());
        }
    }

    /** Submits at the wanted rate, whether what was submitted before is answered or not; returns the answers' times. */
    private Histogram askForAMinute(List<String> ids, ExecutorService askers) throws InterruptedException {
        var micros = new ConcurrentHistogram(3);
        long start = System.nanoTime();
        int count = 60 * options.rate;
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / options.rate;
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            var space = ids.get(random.nextInt(ids.size()));
            var prompt = "prompt " + random.nextInt();
            askers.execute(() -> ask(space, prompt, due, micros));
        }
        return micros;
    }

    private void ask(String space, String prompt, long due, Histogram micros) {
        try {
            if (site.ask(space, prompt)) {
                served.incrementAndGet();
                micros.recordValue((System.nanoTime() - due) / 1000);
            } else {
                failed.incrementAndGet();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
