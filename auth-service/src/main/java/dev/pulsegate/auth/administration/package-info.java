/**
 * What administrators do: look after accounts, rotate signing keys, read the audit log, change what is logged. Depends
 * on account, audit, client, loglevel, password, person, revocation, session and signingkey.
 */
package dev.pulsegate.auth.administration;
