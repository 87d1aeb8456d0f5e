/**
 * A space from outside: how many requests wait and for how long, how busy its workers are, what one may still submit,
 * and how many requests there were over time.
 */
package dev.pulsegate.gateway.status;
