package dev.pulsegate.bench.ecg;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import org.HdrHistogram.Histogram;

import dev.pulsegate.bench.ecg.Trial.Usage;
import dev.pulsegate.bench.load.Tally;

/**
 * All trials of one server with one number of viewers, in figures. Counts are sums, memory is a mean, and the figures of
 * the server are null where it could not be looked into.
 *
 * @param handshakeFailures handshakes that failed, by why
 * @param closes connections lost in the middle, by how
 * @param stalledViewersCut viewers that never read whom the server gave up
 * @param frames frames delivered in the windows
 * @param framesPerSecond of all viewers together
 * @param dueFraction frames delivered over frames due
 * @param bytesPerFrame bytes read over frames, headers included
 * @param lostFrames by jumps of {@code seq}
 * @param lostFramesByNotice by what the server said
 * @param silentViewers viewers without a frame in a window's last second
 * @param generatorCores CPU cores the load generator kept busy
 */
record Row(
        String server,
        int viewers,
        int opened,
        Map<String, Integer> handshakeFailures,
        Map<String, Integer> closes,
        int stalledViewersCut,
        long frames,
        double framesPerSecond,
        double dueFraction,
        double bytesPerFrame,
        double megabytesPerSecond,
        long lostFrames,
        long lostFramesByNotice,
        long outOfOrderFrames,
        long otherMessages,
        long pings,
        int silentViewers,
        double handshakeP50Millis,
        double handshakeP99Millis,
        double gapP50Millis,
        double gapP99Millis,
        double gapMaxMillis,
        Double cpuMicrosPerFrame,
        Double cpuCores,
        Double residentKilobytesPerViewer,
        Double heapKilobytesPerViewer,
        double generatorCores,
        double generatorMicrosPerFrame) {

    private static final double MICROS_PER_MILLI = 1000;
    private static final double BYTES_PER_KILOBYTE = 1024;
    private static final double BYTES_PER_MEGABYTE = 1_000_000;

    /** The figures of trials of one server with one number of viewers. */
    static Row of(List<Trial> trials, Duration period) {
        var first = trials.getFirst();
        var tally = new Tally();
        trials.forEach(trial -> tally.add(trial.tally()));
        double seconds =
                trials.stream().mapToDouble(trial -> seconds(trial.window())).sum();
        double due = seconds / seconds(period) * first.viewers();
        double generator = trials.stream()
                .mapToDouble(trial -> seconds(trial.generatorCpu()))
                .sum();
        var cpu = usage(trials, usage -> seconds(usage.cpu())).map(mean -> mean * trials.size());
        return new Row(
                first.server(),
                first.viewers(),
                tally.opened(),
                tally.handshakeFailures(),
                tally.closes(),
                tally.stalledViewersCut(),
                tally.frames(),
                tally.frames() / seconds,
                tally.frames() / due,
                (double) tally.bytes() / tally.frames(),
                tally.bytes() / seconds / BYTES_PER_MEGABYTE,
                tally.lostFrames(),
                tally.lostFramesByNotice(),
                tally.outOfOrderFrames(),
                tally.otherMessages(),
                tally.pings(),
                tally.silentViewers(),
                millis(tally.handshakeMicros(), 50),
                millis(tally.handshakeMicros(), 99),
                millis(tally.gapMicros(), 50),
                millis(tally.gapMicros(), 99),
                millis(tally.gapMicros(), 100),
                cpu.map(spent -> micros(spent) / tally.frames()).orElse(null),
                cpu.map(spent -> spent / seconds).orElse(null),
                kilobytesPerViewer(trials, Usage::residentBytes),
                kilobytesPerViewer(trials, Usage::heapBytes),
                generator / seconds,
                micros(generator) / tally.frames());
    }

    private static Double kilobytesPerViewer(List<Trial> trials, ToDoubleFunction<Usage> bytes) {
        return usage(trials, bytes)
                .map(mean -> mean / BYTES_PER_KILOBYTE / trials.getFirst().viewers())
                .orElse(null);
    }

    private static Optional<Double> usage(List<Trial> trials, ToDoubleFunction<Usage> figure) {
        var mean = trials.stream()
                .map(Trial::usage)
                .filter(Objects::nonNull)
                .mapToDouble(figure)
                .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }

    private static double seconds(Duration duration) {
        return (double) duration.toNanos() / TimeUnit.SECONDS.toNanos(1);
    }

    private static double micros(double seconds) {
        return seconds * TimeUnit.SECONDS.toMicros(1);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
