package dev.pulsegate.kubernetes;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;

import dev.pulsegate.kubernetes.Manifests.Workload;

import static dev.pulsegate.kubernetes.Manifests.elements;

/** What every pod has to keep: Kubernetes' restricted pod security, and our own rules beyond that. */
final class PodRules {

    /** The one that makes secrets, at the API server. */
    private static final String WITH_TOKEN = "make-secrets";

    /** What listens to nothing and so has nothing to ask. */
    private static final Set<String> WITHOUT_PROBES = Set.of("worker", "make-secrets");

    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");
    private static final List<String> RESOURCES = List.of("cpu", "memory");

    private PodRules() {}

    static Stream<String> complaints(Manifests manifests) {
        return manifests
                .workloads()
                .flatMap(each ->
                        Stream.concat(ofPod(manifests, each), each.containers().flatMap(container -> Stream.of(
                                        security(container),
                                        image(container),
                                        resources(container),
                                        probes(each, container),
                                        volumes(each, container))
                                .flatMap(found -> found)
                                .map(found -> each.name() + ": " + found))));
    }

    private static Stream<String> ofPod(Manifests manifests, Workload workload) {
        var pod = workload.pod();
        var security = pod.path("securityContext");
        return Stream.of(
                        unless(security.path("runAsNonRoot").asBoolean(), "may run as root"),
                        unless(security.path("runAsUser").asInt() > 0, "names no user"),
                        unless(
                                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                                "has no seccomp profile"),
                        unless(
                                Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(pod::has),
                                "shares something with its node"),
                        unless(
                                elements(pod.path("volumes")).noneMatch(volume -> volume.has("hostPath")),
                                "mounts a folder of its node"),
                        unless(
                                elements(pod.path("volumes"))
                                        .filter(volume -> volume.has("emptyDir"))
                                        .allMatch(volume ->
                                                volume.at("/emptyDir/sizeLimit").isTextual()),
                                "has an emptyDir without a bound"),
                        token(manifests, workload))
                .flatMap(found -> found)
                .map(found -> workload.name() + ": " + found);
    }

    private static Stream<String> token(Manifests manifests, Workload workload) {
        var name = workload.pod().path("serviceAccountName").asText();
        var account = manifests.find("ServiceAccount", name);
        if (account.isEmpty()) {
            return Stream.of("has no account of its own: " + name);
        }
        var mounts = workload.pod().path("automountServiceAccountToken").asBoolean(true);
        return Stream.concat(
                unless(mounts == workload.name().equals(WITH_TOKEN), "has a token for the API server"),
                unless(
                        !account.get().path("automountServiceAccountToken").asBoolean(true),
                        "has an account that hands out tokens"));
    }

    private static Stream<String> security(JsonNode container) {
        var security = container.path("securityContext");
        var capabilities = security.path("capabilities");
        return Stream.of(
                        unless(
                                !security.path("allowPrivilegeEscalation").asBoolean(true),
                                "may become more than it is"),
                        unless(security.path("readOnlyRootFilesystem").asBoolean(), "may write into its image"),
                        unless(!security.path("privileged").asBoolean(), "is privileged"),
                        unless(
                                elements(capabilities.path("drop"))
                                                .anyMatch(each -> each.asText().equals("ALL"))
                                        && !capabilities.has("add"),
                                "has capabilities"),
                        unless(
                                elements(container.path("ports")).noneMatch(port -> port.has("hostPort")),
                                "takes a port of its node"))
                .flatMap(found -> found);
    }

    private static Stream<String> image(JsonNode container) {
        var image = container.path("image").asText();
        var tag = image.replaceFirst("^[^:]*:?", "");
        return Stream.concat(
                unless(!tag.isEmpty() && !tag.equals("latest"), "has an image that changes: " + image),
                unless(
                        container.path("imagePullPolicy").asText().equals("IfNotPresent"),
                        "does not say when its image is pulled"));
    }

    private static Stream<String> resources(JsonNode container) {
        var resources = container.path("resources");
        return RESOURCES.stream().flatMap(each -> {
            var request = resources.path("requests").path(each).asText();
            var limit = resources.path("limits").path(each).asText();
            if (request.isEmpty() || limit.isEmpty()) {
                return Stream.of("has no request or no limit of " + each);
            }
            return unless(amount(request) <= amount(limit), "requests more " + each + " than it may have");
        });
    }

    private static double amount(String quantity) {
        return Quantity.getAmountInBytes(new Quantity(quantity)).doubleValue();
    }

    private static Stream<String> probes(Workload workload, JsonNode container) {
        return WITHOUT_PROBES.contains(workload.name())
                ? Stream.of()
                : PROBES.stream().filter(probe -> !container.has(probe)).map("has no "::concat);
    }

    private static Stream<String> volumes(Workload workload, JsonNode container) {
        var there = elements(workload.pod().path("volumes"))
                .map(volume -> volume.path("name").asText());
        var claimed =
                elements(workload.object().at("/spec/volumeClaimTemplates")).map(Manifests::nameOf);
        var names = Stream.concat(there, claimed).toList();
        return Stream.concat(
                elements(container.path("volumeMounts"))
                        .map(mount -> mount.path("name").asText())
                        .filter(name -> !names.contains(name))
                        .map("mounts what is not there: "::concat),
                unless(
                        elements(container.path("volumeMounts"))
                                .anyMatch(mount ->
                                        mount.path("mountPath").asText().equals("/tmp")),
                        "has no place for temporary files"));
    }

    private static Stream<String> unless(boolean kept, String complaint) {
        return kept ? Stream.of() : Stream.of(complaint);
    }
}
