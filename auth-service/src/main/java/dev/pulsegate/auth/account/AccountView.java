package dev.pulsegate.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An account as it is shown.
 *
 * @param roles what it may do
 * @param disabled whether it is kept from signing in
 * @param createdAt when it was made
 */
public record AccountView(UUID id, String name, List<String> roles, boolean disabled, Instant createdAt) {

    public static AccountView of(Account account) {
        return new AccountView(
                account.id(), account.name(), account.role().granted(), account.isDisabled(), account.createdAt());
    }
}
