package dev.pulsegate.bench.ecg;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pulsegate.bench.report.Machine;
import dev.pulsegate.bench.report.ResultFile;

/** The results, for people on the terminal and for programs in a file. */
final class Report {

    private static final String FILE = "ecg.json";
    private static final int BYTES_PER_MEGABYTE = 1_000_000;

    private final List<Idle> idle;
    private final List<Row> rows;
    private final EcgOptions options;
    private final Path folder;

    Report(List<Idle> idle, List<Row> rows, EcgOptions options, Path folder) {
        this.idle = idle;
        this.rows = rows;
        this.options = options;
        this.folder = folder;
    }

    /** What the file holds. */
    private record Results(
            Instant finished,
            Machine machine,
            int seconds,
            int rounds,
            int stalledViewers,
            List<Idle> idle,
            List<Row> results) {}

    void publish() throws IOException {
        print(System.out);
        var results = new Results(
                Clock.systemUTC().instant(),
                Machine.here(),
                options.seconds,
                options.rounds,
                options.stalled,
                idle,
                rows);
        ResultFile.write(folder.resolve(FILE), results);
    }

    private void print(PrintStream out) {
        out.printf("%n%s; windows of %d s, %d round(s)%n", Machine.here(), options.seconds, options.rounds);
        out.println("""

                                     server      memory/viewer    handshake          gap between frames        lost    frames     of    MB  generator
                viewers  server      µs/frame    KB RSS  KB heap  p50 ms  p99 ms   p50 ms   p99 ms   max ms   frames  a second    due   /s      cores
                """.stripTrailing());
        rows.forEach(row -> printRow(out, row));
        out.println();
        idle.forEach(server -> out.printf(
                Locale.ROOT,
                "without viewers %-10s %.3f cores, %d MB resident, %d MB heap%n",
                server.server(),
                server.cpuCores(),
                server.residentBytes() / BYTES_PER_MEGABYTE,
                server.heapBytes() / BYTES_PER_MEGABYTE));
        out.println();
        rows.stream().map(Row::viewers).distinct().forEach(viewers -> printRatio(out, viewers));
        rows.forEach(row -> printTroubles(out, row));
    }

    private static void printRow(PrintStream out, Row row) {
        out.printf(
                Locale.ROOT,
                "%7d  %-10s %9s %9s %8s %7.1f %7.1f %8.1f %8.1f %8.1f %8d %9.0f %5.1f%% %4.1f %10.2f%n",
                row.viewers(),
                row.server(),
                figure(row.cpuMicrosPerFrame()),
                figure(row.residentKilobytesPerViewer()),
                figure(row.heapKilobytesPerViewer()),
                row.handshakeP50Millis(),
                row.handshakeP99Millis(),
                row.gapP50Millis(),
                row.gapP99Millis(),
                row.gapMaxMillis(),
                row.lostFrames(),
                row.framesPerSecond(),
                100 * row.dueFraction(),
                row.megabytesPerSecond(),
                row.generatorCores());
    }

    private static String figure(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private void printRatio(PrintStream out, int viewers) {
        Map<String, Row> byServer = rows.stream()
                .filter(row -> row.viewers() == viewers)
                .collect(Collectors.toMap(Row::server, Function.identity()));
        var raw = byServer.remove("raw");
        if (raw == null || byServer.isEmpty()) {
            return;
        }
        var product = byServer.values().iterator().next();
        if (product.cpuMicrosPerFrame() != null) {
            out.printf(
                    Locale.ROOT,
                    "%7d viewers, %s to raw: CPU per frame %.2f times, resident memory per viewer %+.1f KB,"
                            + " heap per viewer %+.1f KB%n",
                    viewers,
                    product.server(),
                    product.cpuMicrosPerFrame() / raw.cpuMicrosPerFrame(),
                    product.residentKilobytesPerViewer() - raw.residentKilobytesPerViewer(),
                    product.heapKilobytesPerViewer() - raw.heapKilobytesPerViewer());
        }
    }

    /** What should not be, and is not in the table. */
    private void printTroubles(PrintStream out, Row row) {
        var who = row.viewers() + " viewers on " + row.server();
        tell(out, who, "handshakes that failed", row.handshakeFailures());
        tell(out, who, "connections closed", row.closes());
        if (row.silentViewers() > 0) {
            out.println(who + ": without a frame in the last second: " + row.silentViewers());
        }
        if (row.outOfOrderFrames() > 0) {
            out.println(who + ": frames out of order: " + row.outOfOrderFrames());
        }
        if (row.lostFramesByNotice() != row.lostFrames()) {
            out.println(who + ": the server told of " + row.lostFramesByNotice() + " lost frames");
        }
        if (options.stalled > 0) {
            out.printf(
                    "%s: of %d that never read, %d were given up by the server%n",
                    who, options.stalled * options.rounds, row.stalledViewersCut());
        }
    }

    private static void tell(PrintStream out, String who, String what, Map<String, Integer> counts) {
        if (!counts.isEmpty()) {
            out.println(who + ": " + what + ": " + counts);
        }
    }
}
