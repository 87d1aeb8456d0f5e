package dev.pulsegate.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.apart.route.Service;

import static dev.pulsegate.kubernetes.Manifests.elements;

/** The three services, as the code has them. */
enum Services {
    AUTH(Service.AUTH),
    ECG(Service.ECG),
    GATEWAY(Service.GATEWAY);

    /** What stands for a secret's text: long enough for any. */
    static final String SECRET = "a secret of more than thirty-two characters";

    private static final String PLATFORM = "dev.pulsegate.platform";

    private final Service service;

    Services(Service service) {
        this.service = service;
    }

    /** Its module, which its objects are named after. */
    String module() {
        return service.module();
    }

    /** The name of its datasource, and of the folder with its migrations. */
    String database() {
        return service.database();
    }

    /** What it takes from the environment; looked up anew each time. */
    KnownSettings settings() {
        return KnownSettings.of(
                module(),
                switch (this) {
                    case AUTH -> List.of("dev.pulsegate.auth", PLATFORM);
                    case ECG -> List.of("dev.pulsegate.ecg", PLATFORM);
                    case GATEWAY -> List.of("dev.pulsegate.gateway", "dev.pulsegate.socketio", PLATFORM);
                });
    }

    /** The environment of the service's container; what secrets hold is {@link #SECRET}, or what its key says it is. */
    Map<String, String> environment(Manifests manifests) {
        var container = manifests.workload(module()).containers().findFirst().orElseThrow();
        var environment = new TreeMap<String, String>();
        elements(container.path("envFrom"))
                .map(source -> source.at("/configMapRef/name").asText())
                .forEach(map -> environment.putAll(manifests
                        .get("ConfigMap", map)
                        .path("data")
                        .propertyStream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().asText()))));
        elements(container.path("env"))
                .forEach(variable -> environment.put(variable.path("name").asText(), value(variable)));
        return environment;
    }

    private static String value(JsonNode variable) {
        return switch (variable.at("/valueFrom/secretKeyRef/key").asText()) {
            case "" -> variable.path("value").asText();
            case "jdbc-url" -> "jdbc:postgresql://database/name";
            case "port" -> "5672";
            case "use-ssl" -> "true";
            case "endpoint" -> "https://s3.example.org";
            default -> SECRET;
        };
    }
}
