package dev.pulsegate.platform.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.id.Uuid7;

/**
 * What happened, as the feature where it did says it. Never a password, a token or a key, nor what somebody typed for a name
 * that is none.
 *
 * @param subject the id of what it was done to, or empty
 * @param subjectName the name of that, or empty
 * @param detail what else there is to say, or empty
 */
public record AuditEntry(
        AuditAction action, AuditOutcome outcome, Actor actor, String subject, String subjectName, String detail) {

    /** Something was done. */
    public static AuditEntry done(AuditAction action, Actor actor) {
        return new AuditEntry(action, AuditOutcome.SUCCEEDED, actor, "", "", "");
    }

    /** Something was tried in vain. */
    public static AuditEntry failed(AuditAction action, AuditOutcome outcome, Actor actor) {
        return new AuditEntry(action, outcome, actor, "", "", "");
    }

    /** The same, done to this. */
    public AuditEntry to(UUID id, String name) {
        return to(id.toString(), name);
    }

    /** The same, done to this. */
    public AuditEntry to(String id, String name) {
        return new AuditEntry(action, outcome, actor, id, name, detail);
    }

    /** The same, and this besides. */
    public AuditEntry saying(String more) {
        return new AuditEntry(action, outcome, actor, subject, subjectName, more);
    }

    /** The event it is, as of now. */
    public AuditEvent event(String service) {
        return event(service, Instant.now(), 1);
    }

    /**
     * The event it is.
     *
     * @param at when it happened first
     * @param times how often it did
     */
    public AuditEvent event(String service, Instant at, int times) {
        return AuditText.clean(new AuditEvent(
                Uuid7.next(),
                at.truncatedTo(ChronoUnit.MICROS),
                service,
                action.name(),
                outcome.name(),
                actor.kind(),
                actor.account(),
                actor.name(),
                actor.address(),
                subject,
                subjectName,
                detail,
                times));
    }
}
