package dev.pulsegate.kubernetes;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine.Option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the manifests set is what the services take, by name and by value. */
@ExtendWith(Installations.Rendered.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {

    private static final int ABOVE_ALL = 1000;

    private final Map<Services, KnownSettings> settings = new EnumMap<>(Services.class);

    @BeforeAll
    void lookUp() {
        for (var service : Services.values()) {
            settings.put(service, service.settings());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyVariableIsASettingOfTheService(Installations installations) {
        return installations.eachService(
                (service, manifests) -> assertThat(unknown(service, manifests)).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> everyValueIsOneThatTheServiceTakes(Installations installations) {
        return installations.eachService(
                (service, manifests) -> assertThatCode(() -> read(service, service.environment(manifests)))
                        .doesNotThrowAnyException());
    }

    /** The sum of what a replica may take is what it has, with some seconds for the process to end. */
    @TestFactory
    Stream<DynamicTest> everyPodHasTheTimeToLeaveThatItsServiceTakes(Installations installations) {
        return installations.eachService((service, manifests) -> {
            var leaving = Stream.of("DELAY", "WINDOW", "PATIENCE", "MARGIN")
                    .map(step -> service.environment(manifests).get("PULSEGATE_PLATFORM_STOP_" + step))
                    .map(DurationConverter::parseDuration)
                    .reduce(Duration.ZERO, Duration::plus);
            assertThat(manifests
                            .workload(service.module())
                            .pod()
                            .path("terminationGracePeriodSeconds")
                            .asLong())
                    .isGreaterThanOrEqualTo(leaving.plusSeconds(5).toSeconds());
        });
    }

    @Test
    void aSettingThatThereIsNotIsNoticed(Installations installations) {
        var misspelt = installations.local().changed("Deployment", "auth-service", object -> environment(object)
                .addObject()
                .put("name", "PULSEGATE_AUTH_SIGNING_KEY_SECRETS")
                .put("value", "x"));
        assertThat(unknown(Services.AUTH, misspelt)).containsExactly("PULSEGATE_AUTH_SIGNING_KEY_SECRETS");
    }

    @Test
    void aSettingOfAnotherServiceIsNoticed(Installations installations) {
        var foreign = installations.local().changed("Deployment", "auth-service", object -> environment(object)
                .addObject()
                .put("name", "QUARKUS_DATASOURCE_GATEWAY_USERNAME")
                .put("value", "x"));
        assertThat(unknown(Services.AUTH, foreign)).containsExactly("QUARKUS_DATASOURCE_GATEWAY_USERNAME");
    }

    @Test
    void aValueThatTheServiceDoesNotTakeIsNoticed(Installations installations) {
        var wrong = new TreeMap<>(Services.GATEWAY.environment(installations.production()));
        wrong.put("PULSEGATE_GATEWAY_FILES_STORE", "tape");
        assertThatThrownBy(() -> read(Services.GATEWAY, wrong)).hasMessageContaining("tape");
    }

    @Test
    void workersGetOptionsThatTheyHave(Installations installations) throws ReflectiveOperationException {
        var options = Class.forName("dev.pulsegate.worker.cli.Options");
        var known = Stream.of(options.getDeclaredFields())
                .map(field -> field.getAnnotation(Option.class))
                .filter(Objects::nonNull)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
        var worker = installations
                .with("worker")
                .workload("worker")
                .containers()
                .findFirst()
                .orElseThrow();

        assertThat(Manifests.elements(worker.path("args"))
                        .map(each -> each.asText().replaceFirst("=.*", "")))
                .isNotEmpty()
                .isSubsetOf(known);
        assertThat(Manifests.elements(worker.path("env"))
                        .map(each -> each.path("name").asText()))
                .isSubsetOf(Set.of("GATEWAY", "PULSEGATE_KEY", "JAVA_TOOL_OPTIONS"));
        assertThat(Repository.read("worker/src/main/java/dev/pulsegate/worker/cli/WorkerCommand.java"))
                .contains("PULSEGATE_KEY");
    }

    private Stream<String> unknown(Services service, Manifests manifests) {
        return service.environment(manifests).keySet().stream()
                .filter(variable -> !settings.get(service).know(variable));
    }

    /** Reads the service's configuration as it does itself when it starts. */
    private void read(Services service, Map<String, String> environment) {
        var reader = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, ABOVE_ALL))
                .withProfile("prod");
        settings.get(service).mappings().forEach(reader::withMapping);
        reader.build();
    }

    private static ArrayNode environment(ObjectNode deployment) {
        return (ArrayNode) deployment.at("/spec/template/spec/containers/0/env");
    }
}
