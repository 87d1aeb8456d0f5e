package dev.pulsegate.auth.session;

import java.time.Instant;

import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.secret.SecretToken;

/**
 * A session and what its holder is given.
 *
 * @param account who is signed in
 * @param refreshToken its present refresh token
 * @param at when that was, read while nobody else could change the session: whatever revokes it does so later
 */
public record SignIn(Account account, Session session, SecretToken refreshToken, Instant at) {}
