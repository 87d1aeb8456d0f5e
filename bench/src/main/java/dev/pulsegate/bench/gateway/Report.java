package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;

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
                "%n%s %s, %d cores, Java %s; medians of %d window(s) of %d s; times in ms; the last six for a request%n",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                options.rounds(),
                options.seconds());
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
        var results = new Results(
                Clock.systemUTC().instant(),
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                options.seconds(),
                options.rounds(),
                options.rows(),
                rows);
        var mapper = new ObjectMapper()
                .findAndRegisterModules()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        Files.createDirectories(folder);
        var file = folder.resolve(FILE);
        Files.writeString(file, mapper.writeValueAsString(results));
        out.println("\nAll figures: " + file);
    }
}
