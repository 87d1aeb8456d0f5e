package dev.pulsegate.bench.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.HdrHistogram.Histogram;

/**
 * The medians of all trials of one load. Times in milliseconds; null where a load has no such time.
 *
 * @param part what the database held
 * @param load how requests were submitted
 * @param workers how many workers there were
 * @param answersPerSecond round trips, or for a load that does not wait for the end, accepted requests
 * @param handOversPerSecond requests that workers got
 * @param handOverP50Millis from {@code accepted_at}, set before the commit, until a worker had the request
 * @param toWorkerP50Millis from when a request was due to be sent until a worker had it
 * @param answerP50Millis from when a request was due to be sent until it was answered
 * @param gatewayCpuMillis CPU time of the gateway's process for a request
 * @param databaseCpuMillis CPU time of PostgreSQL's processes for a request
 * @param generatorCpuMillis CPU time of clients and workers for a request
 * @param statements PostgreSQL statements for a request, begin and commit left out
 * @param beginsAndCommits those, for a request
 * @param walBytes bytes of write-ahead log for a request
 * @param troubles what should not be, with how often
 */
record Row(
        String part,
        String load,
        int workers,
        double answersPerSecond,
        double handOversPerSecond,
        Double handOverP50Millis,
        Double handOverP99Millis,
        Double toWorkerP50Millis,
        Double toWorkerP99Millis,
        Double answerP50Millis,
        Double answerP99Millis,
        double gatewayCpuMillis,
        double databaseCpuMillis,
        double generatorCpuMillis,
        double statements,
        double beginsAndCommits,
        double walBytes,
        Map<String, Integer> troubles) {

    private static final double MICROS_PER_MILLI = 1000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEDIAN = 50;
    private static final double WORST_OF_100 = 99;

    static Row of(String part, Load load, int workers, List<Trial> trials) {
        var troubles = new TreeMap<String, Integer>();
        trials.forEach(trial -> trial.troubles().forEach((what, count) -> troubles.merge(what, count, Integer::sum)));
        return new Row(
                part,
                load.name(),
                workers,
                median(trials, trial -> trial.answered() / trial.seconds()),
                median(trials, trial -> trial.finished() / trial.seconds()),
                millis(trials, trial -> trial.window().handOver(), MEDIAN),
                millis(trials, trial -> trial.window().handOver(), WORST_OF_100),
                millis(trials, trial -> trial.window().toWorker(), MEDIAN),
                millis(trials, trial -> trial.window().toWorker(), WORST_OF_100),
                millis(trials, trial -> trial.window().answer(), MEDIAN),
                millis(trials, trial -> trial.window().answer(), WORST_OF_100),
                each(trials, trial -> millis(trial.gatewayCpu())),
                each(trials, trial -> millis(trial.database().cpu())),
                each(trials, trial -> millis(trial.generatorCpu())),
                each(trials, trial -> trial.database().statements()),
                each(trials, trial -> trial.database().commits()),
                each(trials, trial -> trial.database().walBytes()),
                troubles);
    }

    private static double each(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        return median(trials, trial -> figure.applyAsDouble(trial) / Math.max(1, trial.finished()));
    }

    private static Double millis(List<Trial> trials, Function<Trial, Histogram> histogram, double percentile) {
        var measured = trials.stream()
                .filter(trial -> histogram.apply(trial).getTotalCount() > 0)
                .toList();
        return measured.isEmpty()
                ? null
                : median(measured, trial -> histogram.apply(trial).getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }

    private static double median(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        var values = trials.stream().mapToDouble(figure).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
