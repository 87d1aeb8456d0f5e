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
 * @param inputs what is ticked of {@code ws_enable_prompt}, {@code ws_enable_audio}, {@code ws_enable_video} and
 *     {@code ws_enable_file_upload}
 * @param rateLimitSeconds how long a person waits between two requests
 */
public record SpaceForm(
        String name,
        String description,
        String cover,
        String cardType,
        Set<InputKind> inputs,
        String rateLimitSeconds) {

    private static final Set<String> UNTICKED = Set.of("", "off", "false", "0", "no");
    private static final Map<String, InputKind> INPUTS = Map.of(
            "ws_enable_prompt", InputKind.PROMPT,
            "ws_enable_audio", InputKind.AUDIO,
            "ws_enable_video", InputKind.VIDEO,
            "ws_enable_file_upload", InputKind.FILE);
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|/\\S*");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** A form nobody has filled in yet. */
    static SpaceForm empty() {
        return new SpaceForm("", "", "", "", Set.of(InputKind.PROMPT), "0");
    }

    /** The form filled in with what a space is. */
    static SpaceForm of(Space space) {
        return new SpaceForm(
                space.name(),
                space.description(),
                space.cover() == null ? "" : space.cover(),
                "",
                space.inputs(),
                Long.toString(space.rules().cooldown().toSeconds()));
    }

    /** The form as it was sent. */
    static SpaceForm of(Map<String, String> fields) {
        return new SpaceForm(
                text(fields, "name"),
                text(fields, "description"),
                text(fields, "cover"),
                text(fields, "card_type"),
                ticked(fields),
                text(fields, "ws_rate_limit_seconds"));
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }

    private static Set<InputKind> ticked(Map<String, String> fields) {
        var kinds = EnumSet.noneOf(InputKind.class);
        INPUTS.forEach((field, kind) -> {
            if (!UNTICKED.contains(text(fields, field))) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    public boolean prompt() {
        return inputs.contains(InputKind.PROMPT);
    }

    public boolean audio() {
        return inputs.contains(InputKind.AUDIO);
    }

    public boolean video() {
        return inputs.contains(InputKind.VIDEO);
    }

    public boolean file() {
        return inputs.contains(InputKind.FILE);
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
                // None ticked is nothing said.
                .inputs(inputs.isEmpty() ? null : inputs)
                .workerAccess(workerAccess)
                .cooldownSeconds(rateLimitSeconds.isEmpty() ? 0 : Integer.valueOf(rateLimitSeconds))
                .build();
    }
}
