package dev.pulsegate.contracts;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Channel {@code audit-event}: what somebody did, or tried to, that whoever looks after the installation may have to know
 * later. auth-service keeps them. Kinds are text, so that a reader keeps those it does not know yet.
 *
 * @param messageId identifies the event, and the message that tells of it; the same one may arrive more than once
 * @param happenedAt when it happened; of several tries that are told together, the first
 * @param service where it happened
 * @param action what was done
 * @param outcome what came of it
 * @param actorKind what kind of caller did it
 * @param actorId whose account that is, or null
 * @param actor the account's name then; empty if nobody is known
 * @param address the IP address it came from; empty if it came from inside
 * @param subject the id of what it was done to; empty if there is none
 * @param subjectName the name of that then; empty if it has none
 * @param detail what else there is to say; may be empty
 * @param times how often it happened; more than 1 for tries that are told together
 */
public record AuditEvent(
        UUID messageId,
        Instant happenedAt,
        String service,
        String action,
        String outcome,
        String actorKind,
        UUID actorId,
        String actor,
        String address,
        String subject,
        String subjectName,
        String detail,
        int times) {

    /** The channel's AMQP address. */
    public static final String CHANNEL = "audit-event";

    /** Refuses a message with a part missing. */
    public AuditEvent {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(happenedAt, "happenedAt");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(actorKind, "actorKind");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(subjectName, "subjectName");
        Objects.requireNonNull(detail, "detail");
    }
}
