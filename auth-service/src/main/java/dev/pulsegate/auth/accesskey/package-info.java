/**
 * Access keys, by which workers and devices sign in without a person. Depends on account, revocation and secret.
 */
package dev.pulsegate.auth.accesskey;
