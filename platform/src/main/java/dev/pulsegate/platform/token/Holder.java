package dev.pulsegate.platform.token;

import java.util.Locale;

/** What kind of caller holds a token. */
public enum Holder {
    /** A person, signed in by name and password. */
    USER,
    /** An inference worker, by access key. */
    WORKER,
    /** A device that sends or takes ECG, by access key. */
    DEVICE;

    /** The value of the token's claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The holder a claim names.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static Holder ofClaim(String claim) {
        return valueOf(claim.toUpperCase(Locale.ROOT));
    }
}
