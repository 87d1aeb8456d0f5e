package dev.pulsegate.platform.token;

/** The published revocations cannot be had, or are not to be believed. */
final class RevocationsUnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    RevocationsUnreadableException(String why) {
        super(why);
    }
}
