package dev.pulsegate.embedded.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * What a backup says of itself, as JSON: {@code {"pulsegate_backup":1,"made_at":"…","version":"…","postgresql":"18"}}.
 *
 * @param madeAt when it was begun
 * @param version PulseGate's version
 * @param postgresql the major version of PostgreSQL whose data it holds
 */
record BackupLabel(Instant madeAt, String version, String postgresql) {

    /** Its form; a later one is refused. */
    private static final int FORM = 1;

    private static final Pattern TEXT = Pattern.compile(
            "\\{\"pulsegate_backup\":(\\d{1,6}),\"made_at\":\"([^\"]*)\",\"version\":\"([^\"]*)\",\"postgresql\":\"(\\d{1,6})\"}");

    /** Longer ones are no label. */
    static final int MOST_BYTES = 1024;

    byte[] toJson() {
        return "{\"pulsegate_backup\":%d,\"made_at\":\"%s\",\"version\":\"%s\",\"postgresql\":\"%s\"}"
                .formatted(FORM, madeAt, version, postgresql)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads one.
     *
     * @throws StartupFailure if it is none, or one of a later PulseGate
     */
    static BackupLabel of(byte[] json) {
        var parts = TEXT.matcher(new String(json, StandardCharsets.UTF_8));
        if (!parts.matches()) {
            throw new StartupFailure("This is no backup of PulseGate.");
        }
        if (Integer.parseInt(parts.group(1)) != FORM) {
            throw new StartupFailure(
                    "This backup was made by a later PulseGate (" + parts.group(3) + "): restore it with that one.");
        }
        try {
            return new BackupLabel(Instant.parse(parts.group(2)), parts.group(3), parts.group(4));
        } catch (DateTimeParseException e) {
            throw new StartupFailure("This is no backup of PulseGate.", e);
        }
    }
}
