package dev.pulsegate.auth.session;

import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.secret.SecretToken;

/**
 * A session and what its holder is given.
 *
 * @param account who is signed in
 * @param session the session
 * @param refreshToken its present refresh token
 */
public record SignIn(Account account, Session session, SecretToken refreshToken) {}
