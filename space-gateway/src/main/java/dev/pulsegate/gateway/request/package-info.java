/**
 * Requests, over REST: looking at them, their history, canceling them.
 */
package dev.pulsegate.gateway.request;
