/**
 * A request id on every request, answer and log line. Depends on id.
 */
package dev.pulsegate.platform.request;
