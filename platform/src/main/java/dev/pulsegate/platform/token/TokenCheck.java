package dev.pulsegate.platform.token;

/** What came of looking at an access token. */
public sealed interface TokenCheck {

    /**
     * The token holds.
     *
     * @param caller who it speaks for
     */
    record Valid(Caller caller) implements TokenCheck {}

    /**
     * The token does not hold.
     *
     * @param reason why, fit to be told to whoever sent it; never the token itself
     */
    record Invalid(String reason) implements TokenCheck {}
}
