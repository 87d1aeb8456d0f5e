package dev.pulsegate.gateway.prototype;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceFields;
import dev.pulsegate.gateway.space.WorkerAccess;

/**
 * The form by which a space is made or changed, as it was filled in.
 *
 * @param name the space's name
 * @param description a few words
 * @param cover a picture; the prototype took whatever was written, here it has to be an address to be kept
 * @param cardType {@code websockets}, or empty
 * @param prompt whether {@code ws_enable_prompt} is ticked
 * @param audio whether {@code ws_enable_audio} is ticked
 * @param video whether {@code ws_enable_video} is ticked
 * @param file whether {@code ws_enable_file_upload} is ticked
 * @param rateLimitSeconds how long a person waits between two requests
 */
public record SpaceForm(
        String name,
        String description,
        String cover,
        String cardType,
        boolean prompt,
        boolean audio,
        boolean video,
        boolean file,
        String rateLimitSeconds) {

    private static final Set<String> UNTICKED = Set.of("", "off", "false", "0", "no");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|/\\S*");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** A form nobody has filled in yet. */
    static SpaceForm empty() {
        return new SpaceForm("", "", "", "", true, false, false, false, "0");
    }

    /** The form filled in with what a space is. */
    static SpaceForm of(SpaceState state) {
        var space = state.space();
        return new SpaceForm(
                space.name(),
                space.description(),
                cover(space),
                "",
                state.takesPrompt(),
                state.takesAudio(),
                state.takesVideo(),
                state.takesFile(),
                Long.toString(space.rules().cooldown().toSeconds()));
    }

    private static String cover(Space space) {
        return space.cover() == null ? "" : space.cover();
    }

    /** The form as it was sent. */
    static SpaceForm of(Map<String, String> fields) {
        return new SpaceForm(
                text(fields, "name"),
                text(fields, "description"),
                text(fields, "cover"),
                text(fields, "card_type"),
                isTicked(fields, "ws_enable_prompt"),
                isTicked(fields, "ws_enable_audio"),
                isTicked(fields, "ws_enable_video"),
                isTicked(fields, "ws_enable_file_upload"),
                text(fields, "ws_rate_limit_seconds"));
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }

    private static boolean isTicked(Map<String, String> fields, String name) {
        return !UNTICKED.contains(text(fields, name));
    }

    /** What is wrong with it that only this form can say; the rest is for the space's own rules. */
    Optional<String> objection() {
        if (name.isEmpty()) {
            return Optional.of("A space needs a name.");
        }
        if (!cardType.isEmpty() && !cardType.equals("websockets")) {
            return Optional.of("Only cards of the type websockets are spaces here.");
        }
        if (!rateLimitSeconds.isEmpty() && !SECONDS.matcher(rateLimitSeconds).matches()) {
            return Optional.of("ws_rate_limit_seconds is a whole number of seconds.");
        }
        return Optional.empty();
    }

    /**
     * What it says of a space.
     *
     * @param workerAccess who may serve it; null to leave that as it is
     */
    SpaceFields fields(WorkerAccess workerAccess) {
        return new SpaceFields.Builder()
                .name(name)
                .description(description)
                .cover(ADDRESS.matcher(cover).matches() ? cover : "")
                .inputs(inputs())
                .workerAccess(workerAccess)
                .cooldownSeconds(rateLimitSeconds.isEmpty() ? 0 : Integer.valueOf(rateLimitSeconds))
                .build();
    }

    /** None ticked is nothing said. */
    private Set<InputKind> inputs() {
        var kinds = EnumSet.noneOf(InputKind.class);
        if (prompt) {
            kinds.add(InputKind.PROMPT);
        }
        if (audio) {
            kinds.add(InputKind.AUDIO);
        }
        if (video) {
            kinds.add(InputKind.VIDEO);
        }
        if (file) {
            kinds.add(InputKind.FILE);
        }
        return kinds.isEmpty() ? null : kinds;
    }
}
