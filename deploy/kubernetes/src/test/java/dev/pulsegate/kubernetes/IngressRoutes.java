package dev.pulsegate.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import static dev.pulsegate.kubernetes.Manifests.elements;

/**
 * Where an Ingress sends what path.
 *
 * @param rules the longest path first, as every controller looks at them
 */
record IngressRoutes(List<Rule> rules) {

    IngressRoutes {
        rules = List.copyOf(rules);
    }

    /** A path with all below it, and the Service that has it. */
    record Rule(String path, String service, String port) {

        boolean fits(String wanted) {
            return path.equals("/") || wanted.equals(path) || wanted.startsWith(path + "/");
        }
    }

    static IngressRoutes of(Manifests manifests) {
        return new IngressRoutes(manifests
                .ofKind("Ingress")
                .flatMap(ingress -> elements(ingress.at("/spec/rules")))
                .flatMap(rule -> elements(rule.at("/http/paths")))
                .map(path -> new Rule(
                        path.path("path").asText(),
                        path.at("/backend/service/name").asText(),
                        path.at("/backend/service/port/name").asText()))
                .sorted(Comparator.comparingInt((Rule rule) -> rule.path().length())
                        .reversed())
                .toList());
    }

    /** The Service that gets a path; empty text for none. */
    String serviceFor(String path) {
        return rules.stream()
                .filter(rule -> rule.fits(path))
                .map(Rule::service)
                .findFirst()
                .orElse("");
    }

    /** Those rules whose Service or port is not there. */
    Stream<String> leadingNowhere(Manifests manifests) {
        return rules.stream()
                .filter(rule -> manifests
                        .find("Service", rule.service())
                        .filter(service -> elements(service.at("/spec/ports"))
                                .anyMatch(port -> port.path("name").asText().equals(rule.port())))
                        .isEmpty())
                .map(Rule::path);
    }
}
