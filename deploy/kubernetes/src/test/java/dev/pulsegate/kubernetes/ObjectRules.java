package dev.pulsegate.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.kubernetes.Manifests.Workload;

import static dev.pulsegate.kubernetes.Manifests.elements;
import static dev.pulsegate.kubernetes.Manifests.kindOf;
import static dev.pulsegate.kubernetes.Manifests.nameOf;

/** What holds of objects of every kind: their labels, and that what one names is there. */
final class ObjectRules {

    private static final String LABEL = "app.kubernetes.io/";
    private static final List<String> LABELS = List.of(LABEL + "name", LABEL + "component", LABEL + "part-of");

    /** The namespace is the installation's own, and these kinds belong to none. */
    private static final Set<String> OF_THE_CLUSTER = Set.of("Namespace", "PriorityClass");

    private ObjectRules() {}

    static Stream<String> complaints(Manifests manifests) {
        return Stream.of(
                        manifests.objects().stream().flatMap(ObjectRules::labels),
                        manifests.objects().stream().flatMap(ObjectRules::namespace),
                        manifests.workloads().flatMap(ObjectRules::selector),
                        manifests.workloads().flatMap(workload -> references(manifests, workload)),
                        manifests.ofKind("Service").flatMap(service -> service(manifests, service)),
                        manifests.objects().stream().flatMap(object -> targets(manifests, object)))
                .flatMap(found -> found);
    }

    private static Stream<String> labels(JsonNode object) {
        var pods = new Workload(object.deepCopy()).template();
        return Stream.of(object.path("metadata"), pods.path("metadata"))
                .filter(metadata -> !metadata.isMissingNode())
                .flatMap(metadata -> LABELS.stream()
                        .filter(label -> !metadata.path("labels").has(label))
                        .map(label -> nameOf(object) + " has no label " + label));
    }

    private static Stream<String> namespace(JsonNode object) {
        var is = object.at("/metadata/namespace").asText();
        return OF_THE_CLUSTER.contains(kindOf(object)) || is.equals("pulsegate")
                ? Stream.of()
                : Stream.of(nameOf(object) + " is in another namespace: " + is);
    }

    private static Stream<String> selector(Workload workload) {
        var selector = workload.object().at("/spec/selector/matchLabels");
        return workload.kind().equals("Job")
                        || selects(selector, workload.template().at("/metadata/labels"))
                ? Stream.of()
                : Stream.of(workload.name() + " does not select its own pods");
    }

    /** Whether labels have all that a selector of equal labels wants; none wants nothing. */
    static boolean selects(JsonNode matchLabels, JsonNode labels) {
        return matchLabels.propertyStream().allMatch(each -> each.getValue().equals(labels.get(each.getKey())));
    }

    private static Stream<String> references(Manifests manifests, Workload workload) {
        var pod = workload.pod();
        var maps = Stream.of(
                        workload.containers()
                                .flatMap(container -> elements(container.path("envFrom")))
                                .map(source -> source.at("/configMapRef/name")),
                        workload.containers()
                                .flatMap(container -> elements(container.path("env")))
                                .map(variable -> variable.at("/valueFrom/configMapKeyRef/name")),
                        elements(pod.path("volumes")).map(volume -> volume.at("/configMap/name")))
                .flatMap(names -> names);
        var claims = elements(pod.path("volumes")).map(volume -> volume.at("/persistentVolumeClaim/claimName"));
        return Stream.concat(missing(manifests, "ConfigMap", maps), missing(manifests, "PersistentVolumeClaim", claims))
                .map(found -> workload.name() + found);
    }

    private static Stream<String> missing(Manifests manifests, String kind, Stream<JsonNode> names) {
        return names.filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(name -> manifests.find(kind, name).isEmpty())
                .map(name -> " names a " + kind + " that is not there: " + name);
    }

    private static Stream<String> service(Manifests manifests, JsonNode service) {
        var pods = manifests
                .workloads()
                .filter(each ->
                        selects(service.at("/spec/selector"), each.template().at("/metadata/labels")))
                .toList();
        if (pods.isEmpty()) {
            return Stream.of("Service " + nameOf(service) + " selects no pods");
        }
        return elements(service.at("/spec/ports"))
                .map(port -> port.path("targetPort").asText())
                .filter(port -> !pods.stream().allMatch(each -> ports(each).containsKey(port)))
                .map(port -> "Service " + nameOf(service) + " leads to a port that is not there: " + port);
    }

    /** The ports of a workload's containers by their names. */
    static Map<String, Integer> ports(Workload workload) {
        var ports = new HashMap<String, Integer>();
        workload.containers()
                .flatMap(container -> elements(container.path("ports")))
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        return ports;
    }

    private static Stream<String> targets(Manifests manifests, JsonNode object) {
        var target = object.at("/spec/scaleTargetRef/name");
        var budget = object.at("/spec/selector/matchLabels");
        return switch (kindOf(object)) {
            case "HorizontalPodAutoscaler", "ScaledObject" ->
                missing(manifests, "Deployment", Stream.of(target))
                        .map(found -> kindOf(object) + " " + nameOf(object) + found);
            case "PodDisruptionBudget" ->
                manifests
                                .workloads()
                                .anyMatch(
                                        each -> selects(budget, each.template().at("/metadata/labels")))
                        ? Stream.of()
                        : Stream.of("PodDisruptionBudget " + nameOf(object) + " protects no pods");
            default -> Stream.of();
        };
    }
}
