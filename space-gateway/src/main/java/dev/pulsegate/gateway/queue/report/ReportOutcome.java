package dev.pulsegate.gateway.queue.report;

/** What came of a report. */
public enum ReportOutcome {
    /** It is committed. */
    TAKEN,
    /** The same was committed before. */
    TAKEN_BEFORE,
    /** The attempt does not hold its request any more, or never did; nothing was changed. */
    STALE,
    /** The attempt has ended with another result or failure; nothing was changed. */
    ENDED_OTHERWISE,
    /** A chunk before it is missing; nothing was changed. */
    OUT_OF_ORDER,
    /** There is no such request. */
    UNKNOWN_REQUEST
}
