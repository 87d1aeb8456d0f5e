/**
 * Tells other services how things stand, so that none of it is lost while the broker is away: a message is put into the
 * service's own table {@code outbox} by the transaction that changes what it tells, published right after, again until
 * the broker has taken it, and now and then from then on. Only the newest message about a thing is kept. What a service keeps
 * in a table of another kind is published the same way ({@link dev.pulsegate.platform.outbox.OutboxStore}). Depends on
 * broker, channel, task and trace.
 */
package dev.pulsegate.platform.outbox;
