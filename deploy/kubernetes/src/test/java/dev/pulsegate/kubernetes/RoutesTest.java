package dev.pulsegate.kubernetes;

import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.pulsegate.apart.route.Routes;
import dev.pulsegate.testkit.caller.CallerTable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Ports and paths are the services' own. Their routes are those of {@code docs/callers.md}, which tests hold against them. */
@ExtendWith(Installations.Rendered.class)
class RoutesTest {

    private static final String SOCKET_IO = "space-gateway-socketio";

    @TestFactory
    Stream<DynamicTest> everyRouteReachesTheServiceThatHasIt(Installations installations) {
        return installations.all().stream()
                .map(each -> dynamicTest(each.name(), () -> {
                    assertThat(misled(each)).isEmpty();
                    assertThat(IngressRoutes.of(each).leadingNowhere(each)).isEmpty();
                }));
    }

    /** {@code ./pulsegate up --apart} puts the services together in the same way. */
    @Test
    void theIngressHasThoseRoutesThatTheServicesHaveOnOneMachine(Installations installations) {
        var onOneMachine = Stream.concat(
                Routes.ALL.stream()
                        .map(route -> route.prefix() + " to " + route.service().module()),
                Stream.of(Routes.SOCKET_IO + " to " + SOCKET_IO));

        assertThat(IngressRoutes.of(installations.local()).rules())
                .extracting(rule -> rule.path() + " to " + rule.service())
                .containsExactlyInAnyOrderElementsOf(onOneMachine.toList());
    }

    @Test
    void aPathThatLeadsToTheWrongServiceIsNoticed(Installations installations) {
        var swapped = installations.local().changed("Ingress", "pulsegate", object -> path(object, "/api/ecg")
                .withObject("/backend/service")
                .put("name", "auth-service"));
        var forgotten = installations.local().changed("Ingress", "pulsegate", object -> path(object, "/oauth")
                .put("path", "/oauth2"));
        var nowhere = installations.local().changed("Ingress", "pulsegate", object -> path(object, "/login")
                .withObject("/backend/service/port")
                .put("name", "https"));

        assertThat(misled(swapped)).contains("/api/ecg/streams to auth-service");
        assertThat(misled(forgotten)).contains("/oauth/token to space-gateway");
        assertThat(IngressRoutes.of(nowhere).leadingNowhere(nowhere)).containsExactly("/login");
    }

    @TestFactory
    Stream<DynamicTest> probesAskWhatTheServicesAnswer(Installations installations) {
        var health = Map.of(
                "startupProbe", "/q/health/started",
                "readinessProbe", "/q/health/ready",
                "livenessProbe", "/q/health/live");
        var routes = CallerTable.of("every service").paths();
        return installations.eachService((service, manifests) -> {
            var container = manifests
                    .workload(service.module())
                    .containers()
                    .findFirst()
                    .orElseThrow();
            health.forEach((probe, path) -> {
                assertThat(container.at("/" + probe + "/httpGet/path").asText())
                        .isEqualTo(path)
                        .isIn(routes);
                assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("management");
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> portsAreThoseTheServicesListenAt(Installations installations) {
        var http = ConfigMappings.getProperties(ConfigClass.configClass(VertxHttpConfig.class))
                .get("quarkus.http.port")
                .getDefaultValue();
        var management = Repository.settingsOf("platform").getProperty("quarkus.management.port");
        return installations.eachService(
                (service, manifests) -> assertThat(ObjectRules.ports(manifests.workload(service.module())))
                        .containsOnly(
                                Map.entry("http", Integer.valueOf(http)),
                                Map.entry("management", Integer.valueOf(management))));
    }

    @Test
    void metricsAreScrapedWhereTheyAre(Installations installations) {
        var monitor = installations.with("prometheus").get("ServiceMonitor", "pulsegate");
        var path = Repository.settingsOf("platform").getProperty("quarkus.micrometer.export.prometheus.path");

        assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/q/" + path);
        assertThat(monitor.at("/spec/endpoints/0/port").asText()).isEqualTo("management");
    }

    @Test
    void onlySocketIoKeepsOneClientWithOnePod(Installations installations) {
        var sticky = "nginx.ingress.kubernetes.io/affinity";
        var production = installations.production();

        assertThat(production
                        .get("Ingress", "pulsegate-socketio")
                        .at("/metadata/annotations")
                        .has(sticky))
                .isTrue();
        assertThat(production
                        .get("Ingress", "pulsegate")
                        .at("/metadata/annotations")
                        .has(sticky))
                .isFalse();
        assertThat(installations
                        .with("traefik")
                        .get("Service", SOCKET_IO)
                        .at("/metadata/annotations")
                        .toString())
                .contains("sticky.cookie");
    }

    @Test
    void theIngressHasTheHostOfTheAddress(Installations installations) {
        assertThat(installations.production().ofKind("Ingress")).hasSize(2).allSatisfy(ingress -> {
            assertThat(ingress.at("/spec/rules/0/host").asText()).isEqualTo("pulsegate.example.org");
            assertThat(ingress.at("/spec/tls/0/hosts/0").asText()).isEqualTo("pulsegate.example.org");
        });
    }

    /** The routes that the Ingress sends to a service that has them not. */
    private static Stream<String> misled(Manifests manifests) {
        var ingress = IngressRoutes.of(manifests);
        return Stream.of(
                        misled(ingress, "auth-service", "auth-service"),
                        misled(ingress, "ecg-service", "ecg-service"),
                        misled(ingress, "space-gateway", "space-gateway"),
                        misled(ingress, "space-gateway", "pages of space-gateway"))
                .flatMap(found -> found);
    }

    private static Stream<String> misled(IngressRoutes ingress, String service, String section) {
        return CallerTable.of(section).rows().stream()
                .filter(row ->
                        !ingress.serviceFor(row.path()).equals(row.method().equals("SOCKET.IO") ? SOCKET_IO : service))
                .map(row -> row.path() + " to " + ingress.serviceFor(row.path()));
    }

    private static ObjectNode path(ObjectNode ingress, String path) {
        return (ObjectNode) Manifests.elements((ArrayNode) ingress.at("/spec/rules/0/http/paths"))
                .filter(each -> each.path("path").asText().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
