/**
 * Accounts: their names, roles and storage. Depends on nothing else of the service but password for the policy.
 */
package dev.pulsegate.auth.account;
