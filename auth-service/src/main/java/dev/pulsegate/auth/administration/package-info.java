/**
 * What administrators do: look after accounts and rotate signing keys. Depends on account, session, revocation,
 * signingkey and person.
 */
package dev.pulsegate.auth.administration;
