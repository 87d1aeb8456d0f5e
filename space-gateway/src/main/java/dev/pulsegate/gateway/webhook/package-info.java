/**
 * Tells the end of requests to other systems: signed, stored with the request, tried again until it is taken. Depends on
 * queue.
 */
package dev.pulsegate.gateway.webhook;
