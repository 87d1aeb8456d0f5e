package dev.pulsegate.workerprotocol;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON value that is passed on as it came: as text by a gateway that has it so in its database, as a tree by a worker that
 * looks into it. The other form is made each time it is asked for. Numbers stay as they are, also those that no {@code
 * double} can hold.
 */
public final class RawJson {

    private static final JsonMapper MAPPER =
            ExactNumbers.in(JsonMapper.builder()).build();

    /** One of the two is there. */
    private final String text;

    private final JsonNode tree;

    private RawJson(String text, JsonNode tree) {
        this.text = text;
        this.tree = tree;
    }

    /**
     * A value by its text.
     *
     * @param text the text; whoever gives it answers for its being JSON
     */
    public static RawJson ofText(String text) {
        return new RawJson(text, null);
    }

    /**
     * A value by its tree.
     *
     * @param tree the tree, which nobody may change from now on
     */
    public static RawJson of(JsonNode tree) {
        return new RawJson(null, tree);
    }

    /** The value's text. */
    public String text() {
        if (text != null) {
            return text;
        }
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The value's tree.
     *
     * @throws UncheckedIOException if the text is no JSON
     */
    public JsonNode tree() {
        if (tree != null) {
            return tree;
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The value where it is an object, as payloads and results are.
     *
     * @throws ClassCastException if it is none
     * @throws UncheckedIOException if the text is no JSON
     */
    public ObjectNode object() {
        return (ObjectNode) tree();
    }

    /** Values are equal if their texts are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson json && text().equals(json.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** Says how long it is: what it holds is people's. */
    @Override
    public String toString() {
        return "RawJson[" + text().length() + " characters]";
    }
}
