package dev.pulsegate.auth.password;

import java.util.Optional;

/** What a password must be: 8 to 128 characters, taken as they are, neither the account's name nor a common one. */
public final class PasswordPolicy {

    /** The fewest characters. */
    public static final int MIN_LENGTH = 8;

    /** The most characters, so that hashing one stays cheap. */
    public static final int MAX_LENGTH = 128;

    private PasswordPolicy() {}

    /** Returns what is wrong with a password, to be shown to whoever chose it; empty if it will do. */
    public static Optional<String> objection(String password, String accountName) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return Optional.of("The password must have %d to %d characters.".formatted(MIN_LENGTH, MAX_LENGTH));
        }
        if (password.equalsIgnoreCase(accountName)) {
            return Optional.of("The password must not be the account's name.");
        }
        return CommonPasswords.isCommon(password)
                ? Optional.of("This password is one of the most common ones, which are tried first. Choose another.")
                : Optional.empty();
    }
}
