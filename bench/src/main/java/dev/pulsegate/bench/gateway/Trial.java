package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import dev.pulsegate.bench.gateway.Database.Counts;
import dev.pulsegate.bench.server.ProcessFigures;

/**
 * One window of one load.
 *
 * @param seconds how long it was open
 * @param window what clients saw
 * @param finished requests that workers got in it
 * @param gatewayCpu CPU time of the gateway's process
 * @param generatorCpu CPU time of this process, clients and workers together
 * @param database what the database did
 */
record Trial(
        double seconds, Window window, long finished, Duration gatewayCpu, Duration generatorCpu, Counts database) {

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final double NANOS_PER_SECOND = 1e9;

    /** What a trial is made on. */
    record Ground(ProcessFigures gateway, Database database, Arrivals arrivals) {}

    /** Lets a load run and measures a part of it. */
    static Trial run(Load load, Site site, Duration length, Ground ground)
            throws IOException, InterruptedException, SQLException {
        var window = new Window(ground.arrivals);
        var before = Snapshot.ZERO;
        var after = Snapshot.ZERO;
        var clients = Clients.start(load, site, ground.arrivals, window);
        try {
            Thread.sleep(SETTLE);
            before = Snapshot.of(ground);
            window.open(true);
            Thread.sleep(length);
            window.open(false);
            after = Snapshot.of(ground);
        } finally {
            clients.stop();
        }
        return new Trial(
                (after.nanos - before.nanos) / NANOS_PER_SECOND,
                window,
                after.arrived - before.arrived,
                after.gateway.minus(before.gateway),
                after.generator.minus(before.generator),
                new Counts(
                        after.database.statements() - before.database.statements(),
                        after.database.commits() - before.database.commits(),
                        after.database.walBytes() - before.database.walBytes(),
                        after.database.cpu().minus(before.database.cpu())));
    }

    long answered() {
        return window.answer().getTotalCount();
    }

    Map<String, Integer> troubles() {
        return window.troubles();
    }

    /** Everything that only grows, at a moment. */
    private record Snapshot(long nanos, long arrived, Duration gateway, Duration generator, Counts database) {

        static final Snapshot ZERO =
                new Snapshot(0, 0, Duration.ZERO, Duration.ZERO, new Counts(0, 0, 0, Duration.ZERO));

        static Snapshot of(Ground ground) throws IOException, SQLException {
            return new Snapshot(
                    System.nanoTime(),
                    ground.arrivals.count(),
                    ground.gateway.cpu(),
                    new ProcessFigures(ProcessHandle.current()).cpu(),
                    ground.database.counts());
        }
    }
}
