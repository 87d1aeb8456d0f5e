package dev.pulsegate.gateway.submission;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.submission.Submission.Violation;

/** Looks whether a space takes a submission. Plain Java. */
final class SubmissionRules {

    private static final int MOST_PARAMETERS = 64 << 10;

    private SubmissionRules() {}

    /** What a submission brings, files aside. */
    static Set<InputKind> inputs(Submission submission) {
        var kinds = EnumSet.noneOf(InputKind.class);
        if (submission.prompt() != null && !submission.prompt().isBlank()) {
            kinds.add(InputKind.PROMPT);
        }
        if (submission.audioUrl() != null) {
            kinds.add(InputKind.AUDIO);
        }
        return kinds;
    }

    /**
     * What must be changed; nothing if it is fine.
     *
     * @param mostPriority the highest priority the caller may ask for
     * @param kinds what it brings, files included
     */
    static List<Violation> violations(
            Submission submission, Space space, int mostPriority, Set<InputKind> kinds, String parametersText) {
        var violations = new ArrayList<Violation>();
        if (kinds.isEmpty()) {
            violations.add(new Violation("prompt", "or another input is needed; this space takes " + taken(space)));
        }
        for (var kind : kinds) {
            if (!space.inputs().contains(kind)) {
                violations.add(new Violation(field(kind), "is not taken by this space; it takes " + taken(space)));
            }
        }
        long most = space.limit(InputKind.PROMPT).maxBytes();
        if (submission.prompt() != null && utf8Length(submission.prompt()) > most) {
            violations.add(new Violation("prompt", "must have at most " + most + " bytes"));
        }
        if (submission.priority() != null && submission.priority() > mostPriority) {
            violations.add(new Violation("priority", "must be at most " + mostPriority + " for you here"));
        }
        if (submission.parameters() != null && !submission.parameters().isObject()) {
            violations.add(new Violation("parameters", "must be a JSON object"));
        }
        if (parametersText.length() > MOST_PARAMETERS) {
            violations.add(new Violation("parameters", "must have at most " + MOST_PARAMETERS + " characters of JSON"));
        }
        return violations;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String field(InputKind kind) {
        return kind == InputKind.AUDIO ? "audio_url" : kind.wireName();
    }

    private static String taken(Space space) {
        return String.join(
                ", ", space.inputs().stream().sorted().map(InputKind::wireName).toList());
    }
}
