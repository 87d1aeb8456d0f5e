package dev.pulsegate.auth.signingkey;

/** Where a signing key is in its life. */
public enum KeyState {
    /** Published, so that everyone knows it before it signs. */
    PENDING,
    /** Signs. */
    ACTIVE,
    /** Signs no more; published until its last token has expired. */
    RETIRED
}
