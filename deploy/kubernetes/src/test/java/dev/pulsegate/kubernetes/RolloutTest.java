package dev.pulsegate.kubernetes;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@ExtendWith(Installations.Rendered.class)
class RolloutTest {

    @TestFactory
    Stream<DynamicTest> aRolloutTakesNoReplicaAwayBeforeAnotherIsThere(Installations installations) {
        return installations.all().stream()
                .map(each -> dynamicTest(
                        each.name(), () -> assertThat(Services.values()).allMatch(service -> surges(each, service))));
    }

    @Test
    void oneThatDoesIsNoticed(Installations installations) {
        var hasty = installations.local().changed("Deployment", "ecg-service", object -> ((ObjectNode)
                        object.at("/spec/strategy/rollingUpdate"))
                .put("maxUnavailable", 1));
        assertThat(surges(hasty, Services.ECG)).isFalse();
        assertThat(surges(hasty, Services.AUTH)).isTrue();
    }

    @Test
    void theSmallInstallationHasTwoOfEachAndProductionAtLeastThree(Installations installations) {
        assertThat(Services.values()).allSatisfy(service -> {
            assertThat(installations
                            .local()
                            .get("Deployment", service.module())
                            .at("/spec/replicas")
                            .asInt())
                    .isEqualTo(2);
            // Otherwise each installation would undo what the autoscaler has done.
            assertThat(installations
                            .production()
                            .get("Deployment", service.module())
                            .at("/spec")
                            .has("replicas"))
                    .isFalse();
            assertThat(installations
                            .production()
                            .get("HorizontalPodAutoscaler", service.module())
                            .at("/spec/minReplicas")
                            .asInt())
                    .isEqualTo(3);
        });
    }

    @Test
    void productionIsSpreadAndGoesFirst(Installations installations) {
        assertThat(Services.values()).allSatisfy(service -> {
            var pod = installations.production().workload(service.module()).pod();
            assertThat(pod.path("priorityClassName").asText()).isEqualTo("pulsegate");
            assertThat(Manifests.elements(pod.path("topologySpreadConstraints")))
                    .hasSize(2)
                    .allMatch(each -> each.at("/labelSelector/matchLabels/app.kubernetes.io~1name")
                            .asText()
                            .equals(service.module()));
        });
    }

    private static boolean surges(Manifests manifests, Services service) {
        var update = manifests.get("Deployment", service.module()).at("/spec/strategy/rollingUpdate");
        return update.path("maxUnavailable").asInt(1) == 0
                && update.path("maxSurge").asInt() > 0;
    }
}
