package dev.pulsegate.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(Installations.Rendered.class)
class NetworkPolicyTest {

    private static final String[] OPEN = {"auth-service:http", "ecg-service:http", "space-gateway:http"};

    @Test
    void podsTalkToThoseTheyNeedAndToNoOthers(Installations installations) {
        assertThat(Connections.within(installations.local()))
                .containsExactly(
                        "auth-service → broker:amqp",
                        "auth-service → postgresql:postgresql",
                        "ecg-service → auth-service:http",
                        "ecg-service → broker:amqp",
                        "ecg-service → postgresql:postgresql",
                        "space-gateway → auth-service:http",
                        "space-gateway → broker:amqp",
                        "space-gateway → postgresql:postgresql");
    }

    @Test
    void workersInTheClusterComeInAsAllOthersDo(Installations installations) {
        assertThat(Connections.within(installations.with("worker")))
                .containsExactly("ecg-service → auth-service:http", "space-gateway → auth-service:http");
    }

    @Test
    void nothingButWhatTheIngressLeadsToIsOpenAndWithItsControllerNotEvenThat(Installations installations) {
        assertThat(Connections.fromAnywhere(installations.local())).containsExactly(OPEN);
        assertThat(Connections.fromAnywhere(installations.production())).isEmpty();
        assertThat(Connections.fromAnywhere(installations.with("traefik"))).isEmpty();
    }

    @Test
    void aMissingPolicyIsNoticed(Installations installations) {
        assertThat(Connections.within(installations.local().without("NetworkPolicy", "broker")))
                .doesNotContain("ecg-service → broker:amqp");
        var open =
                installations.local().without("NetworkPolicy", "default-deny").without("NetworkPolicy", "postgresql");
        assertThat(Connections.fromAnywhere(open)).contains("postgresql:postgresql");
    }

    @Test
    void aPolicyThatIsTooWideIsNoticed(Installations installations) {
        var wide = installations.local().changed("NetworkPolicy", "postgresql", object -> ((ObjectNode)
                        object.at("/spec/ingress/0"))
                .remove("from"));
        assertThat(Connections.fromAnywhere(wide)).contains("postgresql:postgresql");
    }
}
