package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.pulsegate.bench.report.Machine;
import dev.pulsegate.bench.report.ResultFile;

/** The results, for people on the terminal while they come in, and for programs in a file. */
final class Report {

    private static final String FILE = "gateway.json";

    private final GatewayOptions options;
    private final PrintStream out;

    Report(GatewayOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** What the file holds. */
    private record Results(
            Instant finished,
            String os,
            int cores,
            String java,
            int seconds,
            int rounds,
            int rows,
            List<Row> results) {}

    void printHead() {
        out.printf(
                "%n%s; medians of %d window(s) of %d s; times in ms; the last six for a request%n",
                Machine.here(), options.rounds, options.seconds);
    }

    void printPart(String part) {
        out.printf("%n%s%n", part);
        out.println("""
                                                           hand-over     sent to worker       answer         CPU ms of         state-  WAL
                load                     workers       /s    p50    p99     p50    p99     p50    p99  gateway  PG  bench    ments  bytes
                """.stripTrailing());
    }

    void print(Row row) {
        out.printf(
                Locale.ROOT,
                "%-24s %7d %8.0f %6s %6s  %6s %6s  %6s %6s   %5.2f %5.2f %5.2f   %5.2f %6.0f%n",
                row.load(),
                row.workers(),
                row.answersPerSecond(),
                figure(row.handOverP50Millis()),
                figure(row.handOverP99Millis()),
                figure(row.toWorkerP50Millis()),
                figure(row.toWorkerP99Millis()),
                figure(row.answerP50Millis()),
                figure(row.answerP99Millis()),
                row.gatewayCpuMillis(),
                row.databaseCpuMillis(),
                row.generatorCpuMillis(),
                row.statements(),
                row.walBytes());
        row.troubles().forEach((what, count) -> out.println("    " + count + " times: " + what));
    }

    private static String figure(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }

    void write(List<Row> rows, Path folder) throws IOException {
        var machine = Machine.here();
        var results = new Results(
                Clock.systemUTC().instant(),
                machine.os(),
                machine.cores(),
                machine.java(),
                options.seconds,
                options.rounds,
                options.rows(),
                rows);
        ResultFile.write(folder.resolve(FILE), results);
    }
}
