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
class ObjectRulesTest {

    @TestFactory
    Stream<DynamicTest> everyObjectKeepsTheRules(Installations installations) {
        return installations.all().stream()
                .map(each -> dynamicTest(each.name(), () -> assertThat(ObjectRules.complaints(each))
                        .isEmpty()));
    }

    @Test
    void missingLabelsAreNoticed(Installations installations) {
        var bare = installations.local().changed("Deployment", "auth-service", object -> {
            object.withObject("/metadata/labels").remove("app.kubernetes.io/component");
            object.withObject("/spec/template/metadata/labels").remove("app.kubernetes.io/part-of");
        });

        assertThat(ObjectRules.complaints(bare))
                .contains(
                        "auth-service has no label app.kubernetes.io/component",
                        "auth-service has no label app.kubernetes.io/part-of",
                        "auth-service does not select its own pods",
                        "Service auth-service selects no pods");
    }

    @Test
    void anotherNamespaceIsNoticed(Installations installations) {
        var elsewhere = installations.local().changed("Service", "broker", object -> object.withObject("/metadata")
                .put("namespace", "default"));

        assertThat(ObjectRules.complaints(elsewhere)).containsExactly("broker is in another namespace: default");
    }

    @Test
    void aConfigMapThatIsNotThereIsNoticed(Installations installations) {
        var cut = installations.local().without("ConfigMap", "make-secrets");

        assertThat(ObjectRules.complaints(cut))
                .containsExactly("make-secrets names a ConfigMap that is not there: make-secrets");
    }

    @Test
    void aClaimThatIsNotThereIsNoticed(Installations installations) {
        var cut = installations.local().without("PersistentVolumeClaim", "space-gateway-files");

        assertThat(ObjectRules.complaints(cut))
                .containsExactly("space-gateway names a PersistentVolumeClaim that is not there: space-gateway-files");
    }

    @Test
    void aServiceThatLeadsNowhereIsNoticed(Installations installations) {
        var astray = installations.local().changed("Service", "ecg-service", object -> ((ObjectNode)
                        object.at("/spec/ports/0"))
                .put("targetPort", "https"));

        assertThat(ObjectRules.complaints(astray))
                .containsExactly("Service ecg-service leads to a port that is not there: https");
    }

    @Test
    void whatScalesOrProtectsNothingIsNoticed(Installations installations) {
        var production = installations.production();

        assertThat(ObjectRules.complaints(production.without("Deployment", "ecg-service")))
                .contains(
                        "HorizontalPodAutoscaler ecg-service names a Deployment that is not there: ecg-service",
                        "PodDisruptionBudget ecg-service protects no pods");
        assertThat(ObjectRules.complaints(installations.with("keda").without("Deployment", "worker")))
                .contains("ScaledObject worker names a Deployment that is not there: worker");
    }
}
