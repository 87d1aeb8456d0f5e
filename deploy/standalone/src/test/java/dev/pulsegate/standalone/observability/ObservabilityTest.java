package dev.pulsegate.standalone.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.metric.MetricTable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Dashboards, alerts and runbook: they ask for metrics that there are, and belong together. */
class ObservabilityTest {

    private static final Path ROOT = root();
    private static final Path DASHBOARDS = ROOT.resolve("deploy/observability/grafana");
    private static final Path RULES = ROOT.resolve("deploy/kubernetes/components/prometheus/rules.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METRICS = MetricTable.read().queryable();

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/metrics.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** An alert as it stands in the rules. */
    private record Alert(String name, String expression, String severity, String runbook) {}

    private static List<Alert> alerts() throws IOException {
        var alerts = new ArrayList<Alert>();
        var rules = new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile());
        for (var group : rules.path("spec").path("groups")) {
            for (var rule : group.path("rules")) {
                alerts.add(new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.path("labels").path("severity").asText(),
                        rule.path("annotations").path("runbook_url").asText()));
            }
        }
        return alerts;
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardAsksForMetricsThatThereAre(Path file) throws IOException {
        var dashboard = JSON.readTree(file.toFile());
        var expressions = dashboard.findValuesAsText("expr");
        dashboard.path("templating").path("list").findValuesAsText("definition").forEach(expressions::add);

        assertThat(expressions).isNotEmpty();
        assertThat(expressions)
                .allSatisfy(expression -> assertThat(asked(expression)).isSubsetOf(METRICS));
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    /** The second argument of {@code label_values} is a label. */
    private static Set<String> asked(String expression) {
        return PromQl.metrics(expression.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1"));
    }

    @Test
    void dashboardsAreToldApartByUidAndTitle() throws IOException {
        var uids = new ArrayList<String>();
        var titles = new ArrayList<String>();
        for (var file : dashboards()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            uids.add(dashboard.path("uid").textValue());
            titles.add(dashboard.path("title").textValue());
        }
        assertThat(uids).hasSizeGreaterThan(4).doesNotHaveDuplicates().allMatch(uid -> uid.matches("[a-z-]{1,40}"));
        assertThat(titles).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void anAlertAsksForMetricsThatThereAre() throws IOException {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(PromQl.metrics(alert.expression())).isNotEmpty().isSubsetOf(METRICS);
            assertThat(alert.severity()).isIn("critical", "warning");
        });
    }

    @Test
    void everyAlertHasAnEntryInTheRunbookAndEveryEntryAnAlert() throws IOException {
        var headings = Files.readAllLines(ROOT.resolve("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(alerts().stream().map(Alert::name))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(new HashSet<>(headings));
        assertThat(headings).doesNotHaveDuplicates();
        // A heading's anchor is the heading in lower case.
        assertThat(alerts()).allSatisfy(alert -> assertThat(alert.runbook())
                .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void linksWithinTheRunbookLeadSomewhere() throws IOException {
        var text = Files.readString(ROOT.resolve("docs/runbook.md"));
        var anchors = alerts().stream()
                .map(alert -> alert.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
        var link = java.util.regex.Pattern.compile("\\]\\(#([^)]*)\\)").matcher(text);
        assertThat(link.results().map(found -> found.group(1))).isNotEmpty().isSubsetOf(anchors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(up", "up{a=\"b}", "rate(up[5m)]", "up)", "nonsense(up)"})
    void whatIsNoExpressionIsFound(String expression) {
        assertThatThrownBy(() -> PromQl.metrics(expression)).isInstanceOf(AssertionError.class);
    }

    @Test
    void metricsAreToldFromLabelsAndWords() {
        assertThat(PromQl.metrics(
                        "sum by (le, space) (rate(a_bucket{b=\"c(\"}[5m])) > 0 and on (instance) d / 2e3 offset 5m"))
                .containsExactly("a_bucket", "d");
    }
}
