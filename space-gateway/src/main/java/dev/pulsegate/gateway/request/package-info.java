/**
 * Requests, over REST: submitting, looking, following, canceling, and what a space's queue looks like from outside.
 * Depends on dispatch, event, queue, space and webhook.
 */
package dev.pulsegate.gateway.request;
