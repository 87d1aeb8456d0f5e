/**
 * Matches free workers with queued requests, and ends attempts whose deadline is over; nothing else. {@link
 * dev.pulsegate.gateway.dispatch.Dispatcher} is the door. Knows the workers of this process only, and those by {@link
 * dev.pulsegate.gateway.dispatch.WorkerPort}: what they speak is nothing to it, and what other processes have it is told.
 * Depends on file, queue and space.
 */
package dev.pulsegate.gateway.dispatch;
