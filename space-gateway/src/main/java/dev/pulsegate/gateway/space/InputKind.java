package dev.pulsegate.gateway.space;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a request can bring with it. A set of kinds is also written as the sum of their bits. */
public enum InputKind {
    /** Text. */
    @JsonProperty("prompt")
    PROMPT(1),
    /** Sound, as a file or by its address. */
    @JsonProperty("audio")
    AUDIO(2),
    /** A video file. */
    @JsonProperty("video")
    VIDEO(4),
    /** Any other file. */
    @JsonProperty("file")
    FILE(8);

    /** The bits of all kinds. */
    public static final int ALL = 15;

    private final int bit;

    InputKind(int bit) {
        this.bit = bit;
    }

    /** This kind's bit: 1, 2, 4 or 8. */
    public int bit() {
        return bit;
    }

    /** The name outside of Java. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The sum of the kinds' bits. */
    public static int mask(Collection<InputKind> kinds) {
        int mask = 0;
        for (var kind : kinds) {
            mask |= kind.bit();
        }
        return mask;
    }

    /** The kinds whose bits are in the sum. */
    public static Set<InputKind> of(int mask) {
        return EnumSet.allOf(InputKind.class).stream()
                .filter(kind -> (mask & kind.bit()) != 0)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(InputKind.class)));
    }
}
