package dev.pulsegate.testkit.metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The metrics of {@code docs/metrics.md}.
 *
 * @param rows all of them
 */
public record MetricTable(List<Row> rows) {

    /** The part with what is only told where services run apart. */
    public static final String APART = "Only where services run apart";

    /** The part with what is only told once it has happened. */
    public static final String ONCE = "Once it has happened";

    /** The part with what others than PulseGate tell. */
    public static final String LIBRARIES = "What libraries tell";

    private static final Path FILE = Path.of("docs", "metrics.md");
    private static final String SECTION = "## ";
    private static final Pattern ROW = Pattern.compile(
            "\\| `(\\w+)` \\| (gauge|counter|histogram|summary) \\|([^|]*)\\| (sum|max|each) \\| .+ \\|");
    private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

    /** What a timer's name ends with in queries, beside its own. */
    private static final List<String> PARTS = List.of("_count", "_sum", "_bucket", "_max");

    public MetricTable {
        rows = List.copyOf(rows);
    }

    /**
     * A metric.
     *
     * @param section the part of the document it stands in
     */
    public record Row(String section, String name, String type, Set<String> labels) {

        public Row {
            labels = Set.copyOf(labels);
        }
    }

    /** Reads the document; what looks like a row must be one. */
    public static MetricTable read() {
        var rows = new ArrayList<Row>();
        var section = "";
        for (var line : lines()) {
            var row = ROW.matcher(line);
            if (line.startsWith(SECTION)) {
                section = line.substring(SECTION.length()).strip();
            } else if (row.matches()) {
                rows.add(new Row(section, row.group(1), row.group(2), labels(row.group(3))));
            } else if (line.startsWith("| `")) {
                throw new AssertionError("no row of a metric: " + line);
            }
        }
        return new MetricTable(rows);
    }

    private static Set<String> labels(String cell) {
        var labels = new LinkedHashSet<String>();
        var label = LABEL.matcher(cell);
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }

    /** Tests run in the folder of their module. */
    private static List<String> lines() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(FILE))) {
            folder = folder.getParent();
        }
        try {
            return Files.readAllLines(folder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names by which queries can ask for something: the rows', and those of timers' parts. */
    public Set<String> queryable() {
        var names = new TreeSet<String>();
        for (var row : rows) {
            names.add(row.name());
            if (row.type().equals("histogram") || row.type().equals("summary")) {
                PARTS.forEach(part -> names.add(row.name() + part));
            }
        }
        return names;
    }

    /**
     * How what a service tells differs from the document: what it tells of PulseGate and is not there, or is otherwise, and
     * what it does not tell although it should.
     *
     * @param mayBeAbsent the parts of the document that it need not tell
     */
    public List<String> differences(Scrape scrape, Set<String> mayBeAbsent) {
        var differences = new ArrayList<String>();
        for (var row : rows) {
            var told = scrape.find(row.name());
            if (told.isEmpty() && !mayBeAbsent.contains(row.section())) {
                differences.add("not told: " + row.name());
            }
            told.filter(family -> !family.type().equals(row.type()))
                    .ifPresent(family -> differences.add("a " + family.type() + ": " + row.name()));
            told.filter(family -> !row.section().equals(LIBRARIES))
                    .filter(family -> !family.labels().equals(row.labels()))
                    .ifPresent(family -> differences.add("labels " + family.labels() + ": " + row.name()));
        }
        var known = queryable();
        scrape.names().stream()
                .filter(name -> name.startsWith("pulsegate_") && !known.contains(name))
                .forEach(name -> differences.add("not in the document: " + name));
        return differences;
    }
}
