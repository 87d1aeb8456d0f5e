package dev.pulsegate.bench.ecg;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.pulsegate.bench.ecg.Trial.Usage;
import dev.pulsegate.bench.load.Crowd;
import dev.pulsegate.bench.server.ProcessFigures;
import dev.pulsegate.bench.server.Server;

/** Trials of one server. */
final class ServerTrials implements AutoCloseable {

    private static final Duration OPEN_LIMIT = Duration.ofSeconds(60);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(30);
    private static final int IDLE_SECONDS = 5;

    private final Server server;
    private final EcgOptions options;
    private long idleResidentBytes;
    private long idleHeapBytes;
    private double idleCores;

    ServerTrials(Server server, EcgOptions options) {
        this.server = server;
        this.options = options;
    }

    /**
     * Runs the server until its code is compiled, then weighs it without viewers.
     *
     * @return bytes a frame, header included
     */
    double warmUp(int viewers) throws IOException, InterruptedException {
        say("warming up with " + viewers + " viewers");
        double bytesPerFrame;
        var size = new Crowd.Size(viewers, 0, options.handshakesAtOnce, options.threads);
        try (var crowd = new Crowd(server.target(), size)) {
            crowd.open(OPEN_LIMIT);
            crowd.beginWindow();
            Thread.sleep(Duration.ofSeconds(options.warmUpSeconds));
            var tally = crowd.endWindow();
            if (tally.frames() == 0) {
                throw new IOException("no frame came: handshakes failed " + tally.handshakeFailures()
                        + ", connections closed " + tally.closes());
            }
            bytesPerFrame = (double) tally.bytes() / tally.frames();
            crowd.leave(LEAVE_LIMIT);
        }
        if (server.figures().isPresent()) {
            var figures = server.figures().get();
            idleResidentBytes = figures.residentBytesAfterCollection();
            idleHeapBytes = figures.liveHeapBytes();
            idleCores = idleCores(figures);
        }
        return bytesPerFrame;
    }

    private double idleCores(ProcessFigures figures) throws InterruptedException {
        long began = System.nanoTime();
        var before = figures.cpu();
        Thread.sleep(Duration.ofSeconds(Math.min(IDLE_SECONDS, options.seconds)));
        return (double) figures.cpu().minus(before).toNanos() / (System.nanoTime() - began);
    }

    /** What the server is like without viewers, warm. */
    Idle idle() {
        return new Idle(server.name(), idleCores, idleResidentBytes, idleHeapBytes);
    }

    /** Lets a crowd watch for a window's time. */
    Trial measure(Crowd.Size size) throws IOException, InterruptedException {
        say(size.reading() + " viewers" + (size.stalled() > 0 ? " and " + size.stalled() + " that never read" : ""));
        try (var crowd = new Crowd(server.target(), size)) {
            crowd.open(OPEN_LIMIT);
            Thread.sleep(Duration.ofSeconds(options.settleSeconds));
            crowd.beginWindow();
            long began = System.nanoTime();
            var generatorBefore = crowd.cpu();
            var serverBefore = serverCpu();
            Thread.sleep(Duration.ofSeconds(options.seconds));
            var window = Duration.ofNanos(System.nanoTime() - began);
            var serverCpu = serverCpu().minus(serverBefore);
            var generatorCpu = crowd.cpu().minus(generatorBefore);
            var tally = crowd.endWindow();
            var usage = usage(serverCpu).orElse(null);
            var atLast = crowd.leave(LEAVE_LIMIT);
            tally.stalledViewersCut(atLast.stalledViewersCut());
            return new Trial(server.name(), size.reading(), window, tally, generatorCpu, usage);
        }
    }

    private Duration serverCpu() {
        return server.figures().map(ProcessFigures::cpu).orElse(Duration.ZERO);
    }

    private Optional<Usage> usage(Duration cpu) throws IOException, InterruptedException {
        if (server.figures().isEmpty()) {
            return Optional.empty();
        }
        var figures = server.figures().get();
        return Optional.of(new Usage(
                cpu,
                figures.residentBytesAfterCollection() - idleResidentBytes,
                figures.liveHeapBytes() - idleHeapBytes));
    }

    private void say(String what) {
        System.err.println(server.name() + ": " + what);
    }

    @Override
    public void close() {
        server.close();
    }
}
