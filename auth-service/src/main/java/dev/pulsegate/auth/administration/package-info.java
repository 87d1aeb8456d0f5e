/**
 * What administrators do: look after accounts, rotate signing keys and read the audit log. Depends on account, audit,
 * client, password, person, revocation, session and signingkey.
 */
package dev.pulsegate.auth.administration;
