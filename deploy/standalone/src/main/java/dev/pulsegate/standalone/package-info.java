/**
 * The three services composed into one process: the wiring of their channels and an embedded PostgreSQL.
 */
package dev.pulsegate.standalone;
