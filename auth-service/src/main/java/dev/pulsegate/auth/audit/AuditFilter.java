package dev.pulsegate.auth.audit;

import java.time.Instant;

import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditOutcome;

/**
 * Which events are looked for; what is null does not matter.
 *
 * @param actor the name of the account that acted, in whatever case
 * @param since not before then
 * @param until before then
 */
public record AuditFilter(String actor, AuditAction action, AuditOutcome outcome, Instant since, Instant until) {}
