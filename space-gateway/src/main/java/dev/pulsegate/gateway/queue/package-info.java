/**
 * The durable queue: the states of a request and what may follow what ({@link
 * dev.pulsegate.gateway.queue.Transition}, the only place), attempts, changes and who is told of them, what happens to
 * requests without their worker's doing, and what the rooms below share. {@code accept}, {@code claim}, {@code report} and
 * {@code read} each show one class for what they can do; they stand on this package, which knows none of them, and know
 * nothing of each other. Plain Java; PostgreSQL is the truth, and every change compares what is there before it sets
 * anything. Depends on file and space.
 *
 * <p>A statement for itself goes through {@code Queries}, with named parameters (Jdbi). What takes part in a transaction is
 * JDBC, and takes the rows of a batch as {@code Columns}.
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
