/**
 * Following what happens, as it happens: requests from their beginning or from any event on, on whatever replica; and the
 * server-sent events that tell it to clients, one way for all that can be followed.
 */
package dev.pulsegate.gateway.event;
