/**
 * Access keys, by which workers and devices sign in without a person. Depends on account, entitlement, person,
 * revocation and secret.
 */
package dev.pulsegate.auth.accesskey;
