package dev.pulsegate.auth.person;

import java.util.UUID;

import dev.pulsegate.auth.account.Account;

/**
 * A person signed in.
 *
 * @param account their account
 * @param sessionId the session they call with
 */
public record Person(Account account, UUID sessionId) {

    public UUID id() {
        return account.id();
    }

    /** Says whether they look after the installation. */
    public boolean isAdmin() {
        return account.isEnabledAdmin();
    }
}
