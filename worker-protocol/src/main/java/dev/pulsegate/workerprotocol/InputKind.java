package dev.pulsegate.workerprotocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request may bring. */
public enum InputKind {
    /** Text. */
    PROMPT,
    /** Sound, as a file or by its address. */
    AUDIO,
    /** A video file. */
    VIDEO,
    /** Any other file. */
    FILE;

    /** The name in a message: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind a message or a command line names; empty if there is none of that name. */
    public static Optional<InputKind> ofWireName(String name) {
        return Stream.of(values()).filter(kind -> kind.wireName().equals(name)).findFirst();
    }
}
