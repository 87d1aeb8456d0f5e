/**
 * The servers measured, each a process of its own: started, signed in to, weighed, stopped. Depends on load for the
 * address viewers connect to.
 */
package dev.pulsegate.bench.server;
