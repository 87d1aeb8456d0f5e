package dev.pulsegate.auth.administration;

import java.util.Set;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.pulsegate.auth.account.Role;

/**
 * An account an administrator makes for somebody.
 *
 * @param password its first password
 * @param roles what it may do; absent, a user's
 */
record NewAccount(
        @NotNull @Size(max = 256) String name,
        @NotNull @Size(max = 512) String password,

        @Size(min = 1, max = 2, message = "must be USER, or USER and ADMIN")
        Set<@NotNull Role> roles) {

    NewAccount {
        roles = roles == null ? Set.of(Role.USER) : roles;
    }

    /** Gives nothing of the password away. */
    @Override
    public String toString() {
        return "NewAccount[" + name + ", " + roles + "]";
    }
}
