package dev.pulsegate.socketio.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.socketio.engine.Message;

/** Makes up what a client could send: right packets, slightly wrong ones, and noise. The same from the same seed. */
public final class PacketFuzz {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ALPHABET =
            "0123456789-/,[]{}\":\\?.eEtruefalsn _placehod\u0000\u001f\u0661\ud800\uffff";
    private static final List<String> FRAGMENTS = List.of(
            "{\"_placeholder\":true,\"num\":0}",
            "{\"_placeholder\":true,\"num\":",
            "[\"a\",",
            "[[[[[[[[",
            "{\"a\":{\"a\":",
            "1e999",
            "-0",
            "\\ud83d",
            "connect",
            "51-",
            "/other,",
            "999999999999999",
            "null");
    private static final List<String> NAMESPACES = List.of("/", "/", "/", "/other", "/none", "/other?x=y");
    private static final List<String> NAMES = List.of("echo", "ask", "leave", "fail", "x", "");

    private final SplittableRandom random;
    private final PacketWriter writer = new PacketWriter(PacketLimits.defaults());

    /** Begins with a seed. */
    public PacketFuzz(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 up to, without, the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** The next packet's messages, which may be one, many or not quite those of a packet. */
    public List<Message> next() {
        return switch (random.nextInt(10)) {
            case 0 -> List.of(Message.text(noise(random.nextInt(40))));
            case 1, 2, 3 -> mutated(right());
            case 4 -> shuffled(right());
            default -> right();
        };
    }

    private List<Message> right() {
        var namespace = pick(NAMESPACES);
        return writer.write(
                switch (random.nextInt(12)) {
                    case 0, 1 -> new Packet.Connect(namespace, JSON.objectNode());
                    case 2 -> new Packet.Connect(namespace, JSON.objectNode().put("token", noise(5)));
                    case 3 -> new Packet.Disconnect(namespace);
                    case 4 ->
                        new Packet.ConnectError(namespace, JSON.objectNode().put("message", "no"));
                    case 5, 6 -> new Packet.Ack(namespace, random.nextInt(4), args());
                    default ->
                        new Packet.Event(
                                namespace, random.nextBoolean() ? -1 : random.nextInt(99), pick(NAMES), args());
                });
    }

    private List<JsonNode> args() {
        var args = new ArrayList<JsonNode>();
        for (int i = random.nextInt(3); i > 0; i--) {
            args.add(value(3));
        }
        return args;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> JSON.numberNode(random.nextInt());
            case 1 -> JSON.numberNode(random.nextDouble());
            case 2 -> JSON.textNode(noise(random.nextInt(10)));
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4 -> JSON.nullNode();
            case 5 -> random.nextInt(3) > 0 ? JSON.numberNode(1) : BinaryNode.valueOf(new byte[random.nextInt(20)]);
            case 6 -> JSON.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            default -> JSON.objectNode().set(noise(random.nextInt(3)), value(depth - 1));
        };
    }

    private String noise(int length) {
        var noise = new StringBuilder();
        while (noise.length() < length) {
            if (random.nextInt(8) == 0) {
                noise.append(pick(FRAGMENTS));
            } else {
                noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return noise.toString();
    }

    private List<Message> mutated(List<Message> messages) {
        var mutated = new ArrayList<>(messages);
        if (mutated.getFirst() instanceof Message.Text(var text)) {
            var changed = new StringBuilder(text);
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(changed.length() + 1);
                int end = Math.min(changed.length(), at + random.nextInt(4));
                switch (random.nextInt(4)) {
                    case 0 -> changed.delete(at, end);
                    case 1 -> changed.insert(at, noise(1 + random.nextInt(3)));
                    case 2 -> changed.replace(at, end, noise(end - at));
                    default -> changed.insert(at, changed.substring(at, end));
                }
            }
            mutated.set(0, Message.text(changed.toString()));
        }
        return mutated;
    }

    private List<Message> shuffled(List<Message> messages) {
        var shuffled = new ArrayList<>(messages);
        int at = random.nextInt(shuffled.size());
        switch (random.nextInt(3)) {
            case 0 -> shuffled.remove(at);
            case 1 -> shuffled.add(at, Message.binary(new byte[random.nextInt(9)]));
            default -> shuffled.add(at, Message.text(noise(random.nextInt(9))));
        }
        return shuffled;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
