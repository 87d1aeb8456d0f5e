package dev.pulsegate.auth.session;

/** What came of presenting a refresh token. */
public sealed interface Refresh {

    /**
     * The session goes on.
     *
     * @param signIn with the refresh token to present next
     */
    record Renewed(SignIn signIn) implements Refresh {}

    /** The token is not, or is no longer, good for anything. */
    record Refused() implements Refresh {}

    /** The token had been replaced: somebody holds a copy, so the session was ended. */
    record Replayed() implements Refresh {}
}
