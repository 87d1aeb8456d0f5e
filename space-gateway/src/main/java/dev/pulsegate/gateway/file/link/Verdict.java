package dev.pulsegate.gateway.file.link;

/** What a signature is worth. */
public enum Verdict {
    /** It was made here, for exactly this, and its time is not over. */
    VALID,
    /** It was made here, for exactly this, but its time is over. */
    EXPIRED,
    /** It was not made here, or for something else. */
    FORGED
}
