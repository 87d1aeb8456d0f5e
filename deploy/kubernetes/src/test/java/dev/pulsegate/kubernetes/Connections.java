package dev.pulsegate.kubernetes;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.kubernetes.Manifests.Workload;

import static dev.pulsegate.kubernetes.Manifests.elements;

/**
 * Which pods of an installation may talk to which others, by its NetworkPolicies: what one may send and the other may
 * receive. Pods of other namespaces and addresses outside the cluster are not looked at.
 */
final class Connections {

    private Connections() {}

    /** Each as {@code from → to:port}. */
    static Set<String> within(Manifests manifests) {
        var connections = new TreeSet<String>();
        for (var from : manifests.workloads().toList()) {
            for (var to : manifests.workloads().toList()) {
                ObjectRules.ports(to).forEach((port, number) -> {
                    var sent = allowed(manifests, from, "Egress", peer(to), port, number);
                    var received = allowed(manifests, to, "Ingress", peer(from), port, number);
                    if (sent && received) {
                        connections.add(from.name() + " → " + to.name() + ":" + port);
                    }
                });
            }
        }
        return connections;
    }

    /** What anybody may reach, wherever they are, as {@code pods:port}. */
    static Set<String> fromAnywhere(Manifests manifests) {
        var open = new TreeSet<String>();
        for (var to : manifests.workloads().toList()) {
            ObjectRules.ports(to).forEach((port, number) -> {
                if (allowed(manifests, to, "Ingress", JsonNode::isMissingNode, port, number)) {
                    open.add(to.name() + ":" + port);
                }
            });
        }
        return open;
    }

    /** Whether any policy of a pod lets it; a pod that no policy is about may do all. */
    private static boolean allowed(
            Manifests manifests, Workload whose, String direction, Predicate<JsonNode> peers, String port, int number) {
        var policies = manifests
                .ofKind("NetworkPolicy")
                .filter(policy -> elements(policy.at("/spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction)))
                .filter(policy -> selects(policy.at("/spec/podSelector"), labels(whose)))
                .toList();
        var rules = direction.equals("Egress") ? "egress" : "ingress";
        var others = direction.equals("Egress") ? "to" : "from";
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(policy -> elements(policy.path("spec").path(rules)))
                        .anyMatch(rule -> peers.test(rule.path(others)) && fits(rule.path("ports"), port, number));
    }

    private static Predicate<JsonNode> peer(Workload other) {
        return peers -> peers.isMissingNode()
                || elements(peers)
                        .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                        .anyMatch(peer -> selects(peer.path("podSelector"), labels(other)));
    }

    private static boolean fits(JsonNode ports, String name, int number) {
        return ports.isMissingNode()
                || elements(ports)
                        .map(port -> port.path("port"))
                        .anyMatch(port -> port.isTextual() ? port.asText().equals(name) : port.asInt() == number);
    }

    private static JsonNode labels(Workload workload) {
        return workload.template().at("/metadata/labels");
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return ObjectRules.selects(selector.path("matchLabels"), labels)
                && expressions(selector)
                        .allMatch(each -> each.path("operator").asText().equals("In")
                                && elements(each.path("values"))
                                        .anyMatch(value -> value.equals(
                                                labels.get(each.path("key").asText()))));
    }

    private static Stream<JsonNode> expressions(JsonNode selector) {
        return elements(selector.path("matchExpressions"));
    }
}
