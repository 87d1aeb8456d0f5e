/**
 * How many requests there were over time, what became of them and how long they took, over REST. Depends on queue and
 * space.
 */
package dev.pulsegate.gateway.statistics;
