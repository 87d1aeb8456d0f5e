package dev.pulsegate.gateway.file;

import java.util.Locale;
import java.util.Optional;

/** What a file is for. */
public enum FileKind {
    /** An audio input. */
    AUDIO,
    /** A video input. */
    VIDEO,
    /** An input of any other sort. */
    FILE,
    /** What a worker hands back. */
    RESULT;

    /** The kind's name in JSON and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this name. */
    public static Optional<FileKind> ofLabel(String label) {
        for (var kind : values()) {
            if (kind.label().equals(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
