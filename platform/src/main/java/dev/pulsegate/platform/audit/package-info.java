/**
 * What the security audit log holds and how it reads, whichever service writes it: the events there are
 * ({@link dev.pulsegate.platform.audit.AuditAction}), who acts ({@link dev.pulsegate.platform.audit.Actor}), and the line of
 * JSON each event has in the log. auth-service keeps the events; others tell it of theirs. Depends on caller, id, json, log
 * and token.
 */
package dev.pulsegate.platform.audit;
