/**
 * What happens when processes, workers and the database go away: the built service in processes of its own, a real
 * PostgreSQL, and workers on real sockets. Run after packaging, by failsafe.
 */
package dev.pulsegate.gateway.reliability;
