/**
 * A space from outside: how many requests wait, why and for how long, how busy its workers are at the moment and as it
 * changes, and how many requests there were over time. Depends on dispatch, event, queue, replica and space.
 */
package dev.pulsegate.gateway.status;
