package dev.pulsegate.testkit.caller;

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
import java.util.stream.Collectors;

/**
 * The routes of {@code docs/callers.md} and whom each takes.
 *
 * @param rows all of them
 */
public record CallerTable(List<Row> rows) {

    /** Whom a route takes that looks at no token. */
    static final String ANYONE = "anyone";

    private static final Path FILE = Path.of("docs", "callers.md");
    private static final String SECTION = "## ";
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z.]+) (/[^`]*)` \\| ([^|]+) \\|.*");

    public CallerTable {
        rows = List.copyOf(rows);
    }

    /**
     * A route.
     *
     * @param method the HTTP method, {@code WS} or {@code SOCKET.IO}
     * @param path its path, with parameters in braces
     * @param callers whom it takes, each as {@link Callers} has it, or {@link #ANYONE}; with a question mark, whom it may
     *     take by configuration
     */
    public record Row(String method, String path, Set<String> callers) {

        public Row {
            callers = Set.copyOf(callers);
        }

        /** The route as it is written in the table. */
        public String route() {
            return method + " " + path;
        }
    }

    /** Reads the table's sections of these services. */
    public static CallerTable of(String... services) {
        var wanted = Set.of(services);
        var rows = new ArrayList<Row>();
        var section = "";
        for (var line : lines()) {
            var row = ROW.matcher(line);
            if (line.startsWith(SECTION)) {
                section = line.substring(SECTION.length()).strip();
            } else if (wanted.contains(section) && row.matches()) {
                rows.add(new Row(row.group(1), row.group(2), split(row.group(3))));
            }
        }
        return new CallerTable(rows);
    }

    private static Set<String> split(String callers) {
        return new LinkedHashSet<>(List.of(callers.strip().split(",\\s*")));
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

    /** The routes' paths as they are written. */
    public Set<String> paths() {
        return rows.stream().map(Row::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All routes as they are written, but for Socket.IO's, which are no resources. */
    public Set<String> resources() {
        var resources = routes();
        resources.removeIf(route -> route.startsWith("SOCKET.IO "));
        return resources;
    }

    /** All routes as they are written. */
    public Set<String> routes() {
        return rows.stream().map(Row::route).collect(Collectors.toCollection(TreeSet::new));
    }
}
