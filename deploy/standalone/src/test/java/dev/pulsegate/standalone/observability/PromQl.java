package dev.pulsegate.standalone.observability;

import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Of an expression of Prometheus' query language as much as a test needs: whether its brackets and strings close, and what
 * metrics it asks for. Dashboards' variables count as what they stand for.
 */
final class PromQl {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Labels in braces, a range in brackets, or the labels that follow one of these words. */
    private static final Pattern NO_METRICS = Pattern.compile(
            "\\{[^{}]*}|\\[[^\\[\\]]*]" + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*\\)");

    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");
    private static final Pattern FUNCTION = Pattern.compile("([a-z_0-9]+)\\s*\\(");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf", "nan");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count", "topk", "bottomk");
    private static final Set<String> FUNCTIONS = Set.of(
            "rate",
            "increase",
            "resets",
            "changes",
            "absent",
            "histogram_quantile",
            "max_over_time",
            "min_over_time",
            "label_values");

    private PromQl() {}

    /** The names of the metrics that it asks for. */
    static Set<String> metrics(String expression) {
        var bare = bare(expression);
        var function = FUNCTION.matcher(bare);
        while (function.find()) {
            var name = function.group(1);
            if (!FUNCTIONS.contains(name) && !AGGREGATIONS.contains(name) && !WORDS.contains(name)) {
                throw new AssertionError("no function that is known here: " + name);
            }
        }
        var metrics = new TreeSet<String>();
        var name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group()) && !AGGREGATIONS.contains(name.group())) {
                metrics.add(name.group());
            }
        }
        return metrics;
    }

    /** What is left without labels and ranges; fails if something does not close. */
    private static String bare(String expression) {
        var withoutStrings = STRING.matcher(expression).replaceAll("\"\"");
        var open = new ArrayDeque<Character>();
        for (int i = 0; i < withoutStrings.length(); i++) {
            char c = withoutStrings.charAt(i);
            switch (c) {
                case '(' -> open.push(')');
                case '[' -> open.push(']');
                case '{' -> open.push('}');
                case ')', ']', '}' -> {
                    if (open.isEmpty() || open.pop() != c) {
                        throw new AssertionError("closes nothing: " + c + " in " + expression);
                    }
                }
                default -> {}
            }
        }
        if (!open.isEmpty() || withoutStrings.replace("\"\"", "").contains("\"")) {
            throw new AssertionError("does not close: " + expression);
        }
        return NO_METRICS.matcher(withoutStrings).replaceAll(" ");
    }
}
