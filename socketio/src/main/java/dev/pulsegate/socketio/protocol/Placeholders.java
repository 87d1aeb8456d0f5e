package dev.pulsegate.socketio.protocol;

import java.util.BitSet;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts attachments where JSON holds their place: <code>{"_placeholder":true,"num":0}</code>. Each has exactly one place;
 * else a small packet could stand for a large one.
 */
final class Placeholders {

    /** Marks an object as an attachment's place. */
    static final String MARK = "_placeholder";

    /** The attachment's number, from 0. */
    static final String NUMBER = "num";

    private final List<byte[]> attachments;
    private final BitSet used = new BitSet();

    private Placeholders(List<byte[]> attachments) {
        this.attachments = attachments;
    }

    /** Puts every attachment into its place in the array, which is changed. */
    static void fill(ArrayNode payload, List<byte[]> attachments) throws MalformedPacketException {
        var placeholders = new Placeholders(attachments);
        placeholders.fill(payload);
        if (placeholders.used.cardinality() != attachments.size()) {
            throw new MalformedPacketException("an attachment without a place");
        }
    }

    private void fill(ArrayNode array) throws MalformedPacketException {
        for (int i = 0; i < array.size(); i++) {
            array.set(i, filled(array.get(i)));
        }
    }

    private JsonNode filled(JsonNode node) throws MalformedPacketException {
        switch (node) {
            case ArrayNode array -> fill(array);
            case ObjectNode object -> {
                if (object.path(MARK).isBoolean() && object.path(MARK).booleanValue()) {
                    return attachment(object.path(NUMBER));
                }
                for (var member : object.properties()) {
                    member.setValue(filled(member.getValue()));
                }
            }
            default -> {}
        }
        return node;
    }

    private JsonNode attachment(JsonNode number) throws MalformedPacketException {
        if (!number.isInt() || number.intValue() < 0 || number.intValue() >= attachments.size()) {
            throw new MalformedPacketException("a place for an attachment there is not");
        }
        if (used.get(number.intValue())) {
            throw new MalformedPacketException("two places for one attachment");
        }
        used.set(number.intValue());
        return BinaryNode.valueOf(attachments.get(number.intValue()));
    }
}
