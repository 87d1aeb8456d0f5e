/**
 * Following what happens, as it happens: requests from their beginning or from any event on, on whatever replica
 * ({@link dev.pulsegate.gateway.event.EventFeed}); and the server-sent events that tell it to clients, one way for all
 * that can be followed ({@link dev.pulsegate.gateway.event.Followers}). What a stream is about, its feature says.
 * Depends on queue.
 */
package dev.pulsegate.gateway.event;
