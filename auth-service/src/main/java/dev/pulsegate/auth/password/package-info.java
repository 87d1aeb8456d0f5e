/**
 * Passwords: what is asked of one, and Argon2id hashing within bounded memory. Knows nothing of accounts. Depends on
 * secret.
 */
package dev.pulsegate.auth.password;
