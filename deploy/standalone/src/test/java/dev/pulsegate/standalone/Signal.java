package dev.pulsegate.standalone;

import java.util.List;
import java.util.stream.IntStream;

/** The first lead of a CSV file that the monitor saved. */
record Signal(List<Double> seconds, List<Double> values) {

    static Signal of(String csv) {
        var rows = csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
        return new Signal(
                rows.stream().map(row -> Double.valueOf(row[0])).toList(),
                rows.stream()
                        .map(row -> row[2].isEmpty() ? Double.NaN : Double.valueOf(row[2]))
                        .toList());
    }

    double second(int sample) {
        return seconds.get(sample);
    }

    double lastSecond() {
        return seconds.getLast();
    }

    double millivolts(int sample) {
        return values.get(sample);
    }

    double hertz() {
        return (seconds.size() - 1) / (seconds.getLast() - seconds.getFirst());
    }

    /** The samples that are the highest within a tenth of a second either way, and over 0.8 mV. */
    List<Integer> rPeaks() {
        var reach = (int) (0.1 * hertz());
        return IntStream.range(reach, values.size() - reach)
                .filter(i -> values.get(i) > 0.8)
                .filter(i -> IntStream.rangeClosed(i - reach, i + reach)
                        .allMatch(j -> values.get(j) < values.get(i) || j == i))
                .boxed()
                .toList();
    }
}
