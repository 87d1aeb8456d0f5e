package dev.pulsegate.testkit.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A Protocol Buffers message taken apart into its fields, by number. */
final class ProtobufFields {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final Map<Integer, List<Object>> fields = new HashMap<>();

    ProtobufFields(byte[] message) {
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            fields.computeIfAbsent((int) (key >> 3), _ -> new ArrayList<>()).add(value(in, (int) key & 7));
        }
    }

    private static Object value(ByteBuffer in, int type) {
        return switch (type) {
            case VARINT -> varint(in);
            case FIXED_64 -> in.getLong();
            case FIXED_32 -> (long) in.getInt();
            case BYTES -> {
                var bytes = new byte[Math.toIntExact(varint(in))];
                in.get(bytes);
                yield bytes;
            }
            default -> throw new IllegalArgumentException("wire type " + type);
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long part = in.get();
            value |= (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    List<ProtobufFields> messages(int number) {
        return fields.getOrDefault(number, List.of()).stream()
                .map(bytes -> new ProtobufFields((byte[]) bytes))
                .toList();
    }

    /** The first message of a field; one without fields if it is not there. */
    ProtobufFields message(int number) {
        return new ProtobufFields(bytes(number));
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    String hex(int number) {
        return HexFormat.of().formatHex(bytes(number));
    }

    long number(int number) {
        return fields.getOrDefault(number, List.of(0L)).getFirst() instanceof Long value ? value : 0;
    }

    boolean has(int number) {
        return fields.containsKey(number);
    }

    private byte[] bytes(int number) {
        return (byte[]) fields.getOrDefault(number, List.of(new byte[0])).getFirst();
    }
}
