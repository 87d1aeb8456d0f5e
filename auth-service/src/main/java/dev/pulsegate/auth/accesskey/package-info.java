/**
 * Access keys, by which workers and devices sign in without a person. Depends on account, audit, client, entitlement,
 * person, revocation and secret.
 */
package dev.pulsegate.auth.accesskey;
