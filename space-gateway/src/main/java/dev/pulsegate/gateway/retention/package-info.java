/**
 * How long finished requests are kept. Depends on queue.
 */
package dev.pulsegate.gateway.retention;
