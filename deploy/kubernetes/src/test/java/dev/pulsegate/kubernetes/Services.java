package dev.pulsegate.kubernetes;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import static dev.pulsegate.kubernetes.Manifests.elements;

/** The three services, as the code has them. */
enum Services {
    AUTH("auth-service", "auth", "dev.pulsegate.auth"),
    ECG("ecg-service", "ecg", "dev.pulsegate.ecg"),
    GATEWAY("space-gateway", "gateway", "dev.pulsegate.gateway", "dev.pulsegate.socketio");

    /** What stands for a secret's text: long enough for any. */
    static final String SECRET = "a secret of more than thirty-two characters";

    private final String module;
    private final String database;
    private final KnownSettings settings;

    Services(String module, String database, String... packages) {
        this.module = module;
        this.database = database;
        var all = new String[packages.length + 1];
        System.arraycopy(packages, 0, all, 0, packages.length);
        all[packages.length] = "dev.pulsegate.platform";
        this.settings = KnownSettings.of(module, all);
    }

    /** Its module, which its objects are named after. */
    String module() {
        return module;
    }

    /** The name of its datasource, and of the folder with its migrations. */
    String database() {
        return database;
    }

    KnownSettings settings() {
        return settings;
    }

    /** The environment of the service's container; what secrets hold is {@link #SECRET}, or what its key says it is. */
    Map<String, String> environment(Manifests manifests) {
        var container = manifests.workload(module).containers().findFirst().orElseThrow();
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
