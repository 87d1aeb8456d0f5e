/**
 * The security audit log: what somebody did or tried, in this service or another, kept for administrators. A feature says
 * what was done ({@link dev.pulsegate.auth.audit.AuditTrail}) in the transaction that does it, and what was tried in vain
 * ({@link dev.pulsegate.auth.audit.FailedTries}), which is gathered first, so that nobody fills the disk by trying. Depends on
 * account, client and sql.
 */
package dev.pulsegate.auth.audit;
