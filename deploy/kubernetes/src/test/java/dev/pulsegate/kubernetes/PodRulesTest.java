package dev.pulsegate.kubernetes;

import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@ExtendWith(Installations.Rendered.class)
class PodRulesTest {

    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    /** One mistake: what it does to the Deployment of the gateway, and what is to be said of it. */
    private record Mistake(String complaint, Consumer<ObjectNode> make) {

        static Mistake without(String complaint, String in, String member) {
            return new Mistake(complaint, object -> ((ObjectNode) object.at(in)).remove(member));
        }

        static Mistake saying(String complaint, String in, String member, String value) {
            return new Mistake(complaint, object -> ((ObjectNode) object.at(in)).put(member, value));
        }

        static Mistake saying(String complaint, String in, String member, boolean value) {
            return new Mistake(complaint, object -> ((ObjectNode) object.at(in)).put(member, value));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPodKeepsTheRules(Installations installations) {
        return installations.all().stream()
                .map(each -> dynamicTest(each.name(), () -> {
                    assertThat(each.workloads()).hasSizeGreaterThanOrEqualTo(3);
                    assertThat(PodRules.complaints(each)).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> whateverDoesNotIsNoticed(Installations installations) {
        return Stream.of(
                        Mistake.without("may run as root", POD + "/securityContext", "runAsNonRoot"),
                        Mistake.without("names no user", POD + "/securityContext", "runAsUser"),
                        Mistake.without("has no seccomp profile", POD + "/securityContext", "seccompProfile"),
                        Mistake.saying("shares something with its node", POD, "hostNetwork", true),
                        Mistake.without("has a token for the API server", POD, "automountServiceAccountToken"),
                        Mistake.saying("has no account of its own: other", POD, "serviceAccountName", "other"),
                        Mistake.without(
                                "may become more than it is",
                                CONTAINER + "/securityContext",
                                "allowPrivilegeEscalation"),
                        Mistake.saying(
                                "may write into its image",
                                CONTAINER + "/securityContext",
                                "readOnlyRootFilesystem",
                                false),
                        Mistake.saying("is privileged", CONTAINER + "/securityContext", "privileged", true),
                        Mistake.without("has capabilities", CONTAINER + "/securityContext", "capabilities"),
                        new Mistake("has capabilities", object -> ((ObjectNode)
                                        object.at(CONTAINER + "/securityContext/capabilities"))
                                .putArray("add")
                                .add("NET_ADMIN")),
                        Mistake.saying(
                                "has an image that changes: pulsegate/space-gateway:latest",
                                CONTAINER,
                                "image",
                                "pulsegate/space-gateway:latest"),
                        Mistake.saying(
                                "has an image that changes: pulsegate/space-gateway",
                                CONTAINER,
                                "image",
                                "pulsegate/space-gateway"),
                        Mistake.without("does not say when its image is pulled", CONTAINER, "imagePullPolicy"),
                        Mistake.without(
                                "has no request or no limit of memory", CONTAINER + "/resources/limits", "memory"),
                        Mistake.without("has no request or no limit of cpu", CONTAINER + "/resources/requests", "cpu"),
                        Mistake.saying(
                                "requests more memory than it may have",
                                CONTAINER + "/resources/requests",
                                "memory",
                                "900Gi"),
                        Mistake.without("has no startupProbe", CONTAINER, "startupProbe"),
                        Mistake.without("has no readinessProbe", CONTAINER, "readinessProbe"),
                        Mistake.without("has no livenessProbe", CONTAINER, "livenessProbe"),
                        new Mistake(
                                "takes a port of its node",
                                object -> ((ObjectNode) object.at(CONTAINER + "/ports/0")).put("hostPort", 80)),
                        new Mistake("mounts a folder of its node", object -> volumes(object)
                                .addObject()
                                .put("name", "host")
                                .putObject("hostPath")
                                .put("path", "/")),
                        new Mistake("has an emptyDir without a bound", object -> volumes(object)
                                .addObject()
                                .put("name", "more")
                                .putObject("emptyDir")),
                        new Mistake("mounts what is not there: other", object -> ((ArrayNode)
                                        object.at(CONTAINER + "/volumeMounts"))
                                .addObject()
                                .put("name", "other")
                                .put("mountPath", "/other")),
                        Mistake.without("has no place for temporary files", CONTAINER, "volumeMounts"))
                .map(mistake -> dynamicTest(mistake.complaint(), () -> assertThat(PodRules.complaints(
                                installations.local().changed("Deployment", "space-gateway", mistake.make())))
                        .contains("space-gateway: " + mistake.complaint())));
    }

    private static ArrayNode volumes(ObjectNode object) {
        return (ArrayNode) object.at(POD + "/volumes");
    }
}
