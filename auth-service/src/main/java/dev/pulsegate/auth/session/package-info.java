/**
 * Sign-ins of people: sessions with rotating refresh tokens. Depends on account, revocation and secret.
 */
package dev.pulsegate.auth.session;
