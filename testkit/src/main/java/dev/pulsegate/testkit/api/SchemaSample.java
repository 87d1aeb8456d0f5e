package dev.pulsegate.testkit.api;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies that are as a schema of an OpenAPI document says, but for one value each. */
final class SchemaSample {

    private static final String HERE = "@here@";
    private static final int DEEPEST = 6;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;

    SchemaSample(JsonNode document) {
        this.document = document;
    }

    /** A body with something hostile in one place. */
    record Mutation(String body, Hostile hostile) {}

    List<Mutation> mutations(JsonNode schema) {
        var found = new ArrayList<Mutation>();
        var root = of(schema, 0);
        collect(schema, root, JSON.textNode(HERE), found, 0, holder -> holder);
        return found;
    }

    /** Puts a part that was changed back into the whole. */
    private interface Whole {
        JsonNode with(JsonNode part);
    }

    private void collect(
            JsonNode schema, JsonNode sample, JsonNode here, List<Mutation> found, int depth, Whole whole) {
        if (depth > DEEPEST) {
            return;
        }
        var resolved = resolve(schema);
        if (sample instanceof ObjectNode object && !object.isEmpty()) {
            object.fieldNames()
                    .forEachRemaining(name -> collect(
                            resolved.path("properties").path(name), object.get(name), here, found, depth + 1, part -> {
                                var copy = object.deepCopy();
                                copy.set(name, part);
                                return whole.with(copy);
                            }));
        } else if (sample instanceof ArrayNode array && !array.isEmpty()) {
            collect(
                    resolved.path("items"),
                    array.get(0),
                    here,
                    found,
                    depth + 1,
                    part -> whole.with(JSON.arrayNode().add(part)));
        } else {
            var text = whole.with(here).toString();
            for (var hostile : hostile(resolved)) {
                found.add(new Mutation(text.replace('"' + HERE + '"', hostile.json()), hostile));
            }
        }
    }

    /** What is hostile to a value of a schema. */
    List<Hostile> hostile(JsonNode schema) {
        var resolved = resolve(schema);
        return switch (type(resolved)) {
            case "integer", "number" -> Hostile.NUMBERS;
            case "string" -> resolved.path("format").asText().equals("date-time") ? Hostile.TIMES : Hostile.TEXTS;
            case "boolean" -> List.of(Hostile.TEXTS.getFirst());
            default -> Hostile.TREES;
        };
    }

    /** A value that is right, or nearly. */
    JsonNode of(JsonNode schema, int depth) {
        var resolved = resolve(schema);
        if (resolved.path("enum").size() > 0) {
            return resolved.path("enum").get(0);
        }
        return switch (type(resolved)) {
            case "integer", "number" -> JSON.numberNode(resolved.path("minimum").asInt(1));
            case "boolean" -> JSON.booleanNode(false);
            case "string" -> JSON.textNode(text(resolved));
            case "array" ->
                JSON.arrayNode().add(depth > DEEPEST ? JSON.nullNode() : of(resolved.path("items"), depth + 1));
            default -> object(resolved, depth);
        };
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(0, 1).toString();
            case "date-time" -> "2099-01-01T00:00:00Z";
            default -> "x";
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var object = JSON.objectNode();
        if (depth <= DEEPEST) {
            for (var property : schema.path("properties").properties()) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        }
        return object;
    }

    private JsonNode resolve(JsonNode schema) {
        var resolved = schema;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.get("$ref").asText().substring(1));
        }
        for (var several : List.of("allOf", "anyOf", "oneOf")) {
            if (resolved.path(several).size() > 0) {
                return resolve(resolved.path(several).get(0));
            }
        }
        return resolved;
    }

    /** OpenAPI 3.1 may have several types, null among them. */
    private static String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText(schema.has("properties") ? "object" : "");
    }
}
