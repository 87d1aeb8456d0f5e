package dev.pulsegate.auth.signin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * What a person signs in or registers with.
 *
 * @param name the account's name; {@code username} is understood as well
 * @param password the password, taken as it is
 * @param includeRefreshToken whether the answer is to hold the refresh token, for a client that is no browser
 */
public record Credentials(
        @NotNull @Size(max = 256) @JsonAlias("username") String name,
        @NotNull @Size(max = 512) String password,
        boolean includeRefreshToken) {

    /** Gives nothing of the password away. */
    @Override
    public String toString() {
        return "Credentials[" + name + "]";
    }
}
