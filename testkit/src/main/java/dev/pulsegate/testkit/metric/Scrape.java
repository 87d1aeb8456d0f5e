package dev.pulsegate.testkit.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a service told Prometheus at one time, in its text format.
 *
 * @param families by name
 */
public record Scrape(Map<String, Family> families) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final String TOTAL = "_total";

    /** Labels by which a timer's parts differ. */
    private static final Set<String> OF_PARTS = Set.of("le", "quantile");

    public Scrape {
        families = Map.copyOf(families);
    }

    /**
     * The series of one name.
     *
     * @param type gauge, counter, histogram or summary
     * @param labels the names of their labels
     */
    public record Family(String name, String type, Set<String> labels) {}

    /** Reads it. */
    public static Scrape of(String text) {
        var families = new HashMap<String, Family>();
        var current = new Family("", "", Set.of());
        for (var line : text.lines().toList()) {
            var type = TYPE.matcher(line);
            var series = SERIES.matcher(line);
            if (type.matches()) {
                current = new Family(seriesName(type.group(1), type.group(2)), type.group(2), new TreeSet<>());
                families.put(current.name(), current);
            } else if (series.matches() && series.group(2) != null) {
                var label = LABEL.matcher(series.group(2));
                while (label.find()) {
                    if (!OF_PARTS.contains(label.group(1))) {
                        current.labels().add(label.group(1));
                    }
                }
            }
        }
        return new Scrape(families);
    }

    /** In the format OpenMetrics, which is what one gets who does not say what they want, a counter's series add a word. */
    private static String seriesName(String name, String type) {
        return type.equals("counter") && !name.endsWith(TOTAL) ? name + TOTAL : name;
    }

    Optional<Family> find(String name) {
        return Optional.ofNullable(families.get(name));
    }

    Set<String> names() {
        return families.keySet();
    }
}
