/**
 * Limits how often a thing may be tried, in this process's memory. Depends on account, client and session.
 */
package dev.pulsegate.auth.throttle;
