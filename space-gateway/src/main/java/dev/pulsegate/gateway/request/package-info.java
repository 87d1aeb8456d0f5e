/**
 * Requests once they are taken in, over REST: looking at them, following them by server-sent events, canceling them,
 * taking them from their workers; and who may do so with which. Depends on audit, event, queue, space, status and webhook.
 */
package dev.pulsegate.gateway.request;
