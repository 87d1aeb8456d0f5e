/**
 * Accounts: their names, roles and storage. Depends on password.
 */
package dev.pulsegate.auth.account;
