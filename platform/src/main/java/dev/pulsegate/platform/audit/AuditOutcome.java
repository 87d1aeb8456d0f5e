package dev.pulsegate.platform.audit;

/** What came of it. */
public enum AuditOutcome {
    /** It was done. */
    SUCCEEDED,
    /** It was tried and refused. */
    REFUSED,
    /** It was tried too often before, and not looked at. */
    THROTTLED
}
