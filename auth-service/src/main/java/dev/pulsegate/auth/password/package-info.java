/**
 * Passwords: what is asked of one, and Argon2id hashing within bounded memory. Depends on Bouncy Castle for Argon2id and
 * on the configuration; knows nothing of accounts.
 */
package dev.pulsegate.auth.password;
