package dev.pulsegate.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * Rendered manifests.
 *
 * @param name what was rendered, for messages
 * @param objects all of them
 */
record Manifests(String name, List<ObjectNode> objects) {

    private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "Job");

    Manifests {
        objects = List.copyOf(objects);
    }

    static Manifests parse(String name, String yaml) {
        var mapper = new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try (var documents = mapper.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            return new Manifests(name, documents.readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs containers, with the pods it makes. */
    record Workload(ObjectNode object) {

        String name() {
            return nameOf(object);
        }

        String kind() {
            return kindOf(object);
        }

        JsonNode template() {
            return object.at("/spec/template");
        }

        JsonNode pod() {
            return template().path("spec");
        }

        Stream<JsonNode> containers() {
            return Stream.of("initContainers", "containers").flatMap(kind -> elements(pod().path(kind)));
        }
    }

    static String kindOf(JsonNode object) {
        return object.path("kind").asText();
    }

    static String nameOf(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.valueStream();
    }

    Stream<ObjectNode> ofKind(String kind) {
        return objects.stream().filter(object -> kindOf(object).equals(kind));
    }

    Optional<ObjectNode> find(String kind, String name) {
        return ofKind(kind).filter(object -> nameOf(object).equals(name)).findFirst();
    }

    ObjectNode get(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError(this.name + " has no " + kind + " " + name));
    }

    Stream<Workload> workloads() {
        return objects.stream()
                .filter(object -> WORKLOADS.contains(kindOf(object)))
                .map(Workload::new);
    }

    Workload workload(String name) {
        return workloads()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this.name + " has no pods " + name));
    }

    /** The same with one object changed: what a mistake would make of it. */
    Manifests changed(String kind, String name, Consumer<ObjectNode> change) {
        var changed = new ArrayList<ObjectNode>();
        get(kind, name);
        for (var object : objects) {
            var copy = object.deepCopy();
            if (kindOf(copy).equals(kind) && nameOf(copy).equals(name)) {
                change.accept(copy);
            }
            changed.add(copy);
        }
        return new Manifests(this.name + ", changed", changed);
    }

    /** The same without one object. */
    Manifests without(String kind, String name) {
        var lost = get(kind, name);
        return new Manifests(
                this.name + ", cut",
                objects.stream().filter(each -> !each.equals(lost)).toList());
    }
}
