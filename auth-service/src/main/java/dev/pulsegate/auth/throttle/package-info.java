/**
 * Limits how often a thing may be tried, in this process's memory. Depends on Bucket4j for counting, and on session to
 * know an account's own addresses.
 */
package dev.pulsegate.auth.throttle;
