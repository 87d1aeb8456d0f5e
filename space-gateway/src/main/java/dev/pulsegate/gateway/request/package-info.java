/**
 * Requests, over REST: submitting, looking, following, canceling, and what a space's queue looks like from outside.
 * Depends on dispatch, event, queue and space.
 */
package dev.pulsegate.gateway.request;
