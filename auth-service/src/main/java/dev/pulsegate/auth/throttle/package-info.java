/**
 * Limits how often a thing may be tried, counted in the database by all replicas together. Depends on account, client,
 * session and sql.
 */
package dev.pulsegate.auth.throttle;
