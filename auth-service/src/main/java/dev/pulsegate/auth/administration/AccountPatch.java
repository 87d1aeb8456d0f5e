package dev.pulsegate.auth.administration;

import java.util.Set;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.pulsegate.auth.account.Role;

/**
 * What is to change of an account; what is null stays.
 *
 * @param roles what it may do from now on
 * @param disabled whether it is kept from signing in
 * @param password another password, for somebody who forgot theirs
 */
record AccountPatch(
        @Size(min = 1, max = 2, message = "must be USER, or USER and ADMIN")
        Set<@NotNull Role> roles,

        Boolean disabled,
        @Size(max = 512) String password) {

    /** Gives nothing of the password away. */
    @Override
    public String toString() {
        return "AccountPatch[" + roles + ", " + disabled + "]";
    }
}
