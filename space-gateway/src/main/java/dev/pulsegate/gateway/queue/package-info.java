/**
 * The durable queue: the states a request goes through, its table, and everything that is done to it, in batches. Plain
 * Java and JDBC; PostgreSQL is the truth, and every change compares what is there before it sets anything. Depends on
 * space.
 */
package dev.pulsegate.gateway.queue;
