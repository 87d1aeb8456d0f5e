package dev.pulsegate.auth.signin;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.token.AccessToken;

/**
 * What a client is told when it signed in, in the terms of RFC 6749 §5.1.
 *
 * @param tokenType {@code Bearer}
 * @param expiresIn how long it is good for, seconds
 * @param refreshToken the refresh token, if it was asked for
 * @param user who signed in
 */
public record SignedInView(
        String accessToken,
        String tokenType,
        long expiresIn,
        @JsonInclude(JsonInclude.Include.NON_NULL) String refreshToken,
        User user) {

    /**
     * Who signed in.
     *
     * @param id the account's id
     * @param name the account's name
     * @param roles what it may do
     */
    public record User(UUID id, String name, List<String> roles) {}

    static SignedInView of(SignIn signIn, AccessToken token, boolean includeRefreshToken) {
        var account = signIn.account();
        return new SignedInView(
                token.value(),
                "Bearer",
                token.lifetime().toSeconds(),
                includeRefreshToken ? signIn.refreshToken().text() : null,
                new User(account.id(), account.name(), account.role().granted()));
    }

    /** Gives nothing of the tokens away. */
    @Override
    public String toString() {
        return "SignedInView[" + user + "]";
    }
}
