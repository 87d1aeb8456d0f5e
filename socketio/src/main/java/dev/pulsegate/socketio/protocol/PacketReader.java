package dev.pulsegate.socketio.protocol;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the JSON of packets that clients send, and refuses what is no packet. May be used by any thread. */
public final class PacketReader {

    private final JsonMapper mapper;

    /** A reader with limits. */
    public PacketReader(PacketLimits limits) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxJsonDepth())
                .maxTokenCount(limits.maxJsonTokens())
                // The engine limits the text that holds them.
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build();
        var factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                // Clients choose the names: nothing of them is kept beyond a packet.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                // Python writes NaN and infinities by default: the application says what is wrong with the event, where
                // a
                // refused packet would only end the connection.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // Numbers stay as they came, also those that no double can hold.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * Reads a packet's payload.
     *
     * @throws MalformedPacketException if there is no payload where there has to be one or the other way round, if it is
     *     not of the packet's kind, beyond the limits, or no JSON, or if an event has a reserved name
     */
    public Packet read(ReceivedPacket packet) throws MalformedPacketException {
        return switch (packet.type()) {
            case CONNECT -> new Packet.Connect(withoutId(packet).namespace(), connectData(packet));
            case DISCONNECT -> disconnect(withoutId(packet));
            case CONNECT_ERROR -> new Packet.ConnectError(withoutId(packet).namespace(), errorData(packet));
            case EVENT, BINARY_EVENT -> event(packet);
            case ACK, BINARY_ACK -> ack(packet);
        };
    }

    private static ReceivedPacket withoutId(ReceivedPacket packet) throws MalformedPacketException {
        if (packet.id() != Packet.NO_ID) {
            throw new MalformedPacketException("an id where none belongs");
        }
        return packet;
    }

    private ObjectNode connectData(ReceivedPacket packet) throws MalformedPacketException {
        if (packet.json().isEmpty()) {
            return mapper.createObjectNode();
        }
        if (parse(packet) instanceof ObjectNode data) {
            return data;
        }
        throw new MalformedPacketException("a payload that is no object");
    }

    private static Packet disconnect(ReceivedPacket packet) throws MalformedPacketException {
        if (!packet.json().isEmpty()) {
            throw new MalformedPacketException("a payload where none belongs");
        }
        return new Packet.Disconnect(packet.namespace());
    }

    private ObjectNode errorData(ReceivedPacket packet) throws MalformedPacketException {
        return switch (parse(packet)) {
            case ObjectNode data -> data;
            case JsonNode message
            when message.isTextual() -> mapper.createObjectNode().set("message", message);
            case JsonNode _ -> throw new MalformedPacketException("a payload that is no object");
        };
    }

    private Packet event(ReceivedPacket packet) throws MalformedPacketException {
        var payload = array(packet);
        var name = payload.path(0);
        // Clients may name an event by a number, which is the same as the number's text.
        if (!name.isTextual() && !name.isNumber()) {
            throw new MalformedPacketException("an event without a name");
        }
        if (EventNames.isReserved(name.asText())) {
            throw new MalformedPacketException("an event with a reserved name");
        }
        return new Packet.Event(packet.namespace(), packet.id(), name.asText(), list(payload, 1));
    }

    private Packet ack(ReceivedPacket packet) throws MalformedPacketException {
        if (packet.id() == Packet.NO_ID) {
            throw new MalformedPacketException("an answer to nothing");
        }
        return new Packet.Ack(packet.namespace(), packet.id(), list(array(packet), 0));
    }

    private ArrayNode array(ReceivedPacket packet) throws MalformedPacketException {
        if (!(parse(packet) instanceof ArrayNode payload)) {
            throw new MalformedPacketException("a payload that is no array");
        }
        if (packet.type().hasAttachments()) {
            Placeholders.fill(payload, packet.attachments());
        }
        return payload;
    }

    private static List<JsonNode> list(ArrayNode payload, int from) {
        var list = new ArrayList<JsonNode>(payload.size());
        for (int i = from; i < payload.size(); i++) {
            list.add(payload.get(i));
        }
        return list;
    }

    private JsonNode parse(ReceivedPacket packet) throws MalformedPacketException {
        try {
            return mapper.readTree(packet.json());
        } catch (JsonProcessingException | NumberFormatException e) {
            // The latter for a number whose exponent is longer than any number's.
            throw new MalformedPacketException("a payload that is no JSON, or beyond the limits");
        }
    }
}
