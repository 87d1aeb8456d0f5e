/**
 * Which categories of the log have another level for a while, in all services: kept in the database, and told to every replica
 * by the channel {@code log-levels}. Depends on audit and sql.
 */
package dev.pulsegate.auth.loglevel;
