/**
 * Sign-ins of people: sessions with rotating refresh tokens. Depends on account, audit, client, revocation and
 * secret.
 */
package dev.pulsegate.auth.session;
