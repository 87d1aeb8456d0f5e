package dev.pulsegate.worker.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request may bring: text, or a file of some kind. */
public enum InputKind {
    PROMPT,
    AUDIO,
    VIDEO,
    FILE;

    /** The name in a frame: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind a frame or a command line names; empty if there is none of that name. */
    public static Optional<InputKind> ofWireName(String name) {
        return Stream.of(values()).filter(kind -> kind.wireName().equals(name)).findFirst();
    }
}
