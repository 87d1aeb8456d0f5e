/**
 * What administrators do: look after accounts and rotate signing keys. Depends on account, password, person,
 * revocation, session and signingkey.
 */
package dev.pulsegate.auth.administration;
