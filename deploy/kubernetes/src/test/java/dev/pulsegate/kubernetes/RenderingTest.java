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
class RenderingTest {

    @TestFactory
    Stream<DynamicTest> allThatIsRenderedIsWhatKubernetesTakes(Installations installations) {
        return installations.all().stream()
                .map(each -> dynamicTest(each.name(), () -> {
                    assertThat(each.objects()).isNotEmpty();
                    assertThat(StrictModel.complaints(each)).isEmpty();
                }));
    }

    @Test
    void aMisspeltFieldIsNoticed(Installations installations) {
        var misspelt = installations.local().changed("Deployment", "auth-service", object -> ((ObjectNode)
                        object.at("/spec/template/spec"))
                .put("terminationGracePeriodSecond", 1));

        assertThat(StrictModel.complaints(misspelt))
                .singleElement()
                .asString()
                .contains("auth-service", "terminationGracePeriodSecond");
    }

    @Test
    void aWrongTypeIsNoticed(Installations installations) {
        var wrong = installations.local().changed("Deployment", "auth-service", object -> ((ObjectNode)
                        object.at("/spec"))
                .put("replicas", "two"));

        assertThat(StrictModel.complaints(wrong)).singleElement().asString().contains("auth-service");
    }

    @Test
    void anUnknownKindIsNoticed(Installations installations) {
        var unknown = installations
                .local()
                .changed("Ingress", "pulsegate", object -> object.put("apiVersion", "networking.k8s.io/v1beta1"));

        assertThat(StrictModel.complaints(unknown)).containsExactly("no such kind: networking.k8s.io/v1beta1 Ingress");
    }

    @Test
    void theSmallInstallationNeedsNothingThatKubernetes120DoesNotServe(Installations installations) {
        assertThat(StrictModel.notIn120(installations.local())).isEmpty();
        assertThat(StrictModel.notIn120(installations.production()))
                .containsExactlyInAnyOrder("autoscaling/v2 HorizontalPodAutoscaler", "policy/v1 PodDisruptionBudget");
    }

    @Test
    void theSmallInstallationUsesTheDefaultStorageClass(Installations installations) {
        assertThat(installations.local().objects())
                .noneMatch(object -> object.toString().contains("storageClassName"));
    }
}
