/**
 * The durable queue: the states a request goes through, its table, and everything that is done to it, in batches. Plain
 * Java and JDBC; PostgreSQL is the truth, and every change compares what is there before it sets anything. Depends on
 * file and space.
 *
 * <p>The order of locks: a transaction that locks several rows takes the tables as they stand here, and the rows of a
 * table in the order of their ids, by a {@code select … order by id for update}. Whoever waits then waits for somebody
 * further on, never in a circle.
 *
 * <ol>
 *   <li>{@code account_usage}, by account and space
 *   <li>{@code file}, those that no request has yet
 *   <li>{@code space}, shared
 *   <li>{@code request}; new ones by account, space and idempotency key
 *   <li>{@code webhook}, of requests locked already
 *   <li>{@code file}, of requests locked already
 *   <li>{@code account_storage}, by account
 * </ol>
 *
 * Whatever takes rows that others may have ({@code skip locked}) waits for nobody.
 */
package dev.pulsegate.gateway.queue;
