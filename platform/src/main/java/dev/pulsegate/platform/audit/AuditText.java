package dev.pulsegate.platform.audit;

import java.util.regex.Pattern;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.log.OneLine;

/**
 * The one place where an event's text is made fit to be kept and shown, whoever wrote it: one line, of bounded length,
 * without anything that looks like a key or token of ours. What writes an event passes through here, and what reads one from
 * a channel does again.
 */
public final class AuditText {

    private static final int MOST_OF_A_KIND = 40;
    private static final int MOST_OF_A_NAME = 200;
    private static final int MOST_OF_A_DETAIL = 500;

    /** Somebody may write a key where its name belongs. */
    private static final Pattern SECRET =
            Pattern.compile("pg[a-z]_[0-9A-Za-z_-]{8,}|eyJ[0-9A-Za-z_-]{8,}(\\.[0-9A-Za-z_-]*)*");

    private AuditText() {}

    /** The event with all its text made fit. */
    public static AuditEvent clean(AuditEvent event) {
        return new AuditEvent(
                event.messageId(),
                event.happenedAt(),
                fit(event.service(), MOST_OF_A_KIND),
                fit(event.action(), MOST_OF_A_KIND),
                fit(event.outcome(), MOST_OF_A_KIND),
                fit(event.actorKind(), MOST_OF_A_KIND),
                event.actorId(),
                fit(event.actor(), MOST_OF_A_NAME),
                fit(event.address(), MOST_OF_A_NAME),
                fit(event.subject(), MOST_OF_A_NAME),
                fit(event.subjectName(), MOST_OF_A_NAME),
                fit(event.detail(), MOST_OF_A_DETAIL),
                Math.max(1, event.times()));
    }

    private static String fit(String text, int most) {
        // Cut first: what follows costs as much as there is text.
        var line = OneLine.of(SECRET.matcher(cut(text, most)).replaceAll("(secret)"));
        return cut(line, most);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + '…';
    }
}
