/**
 * A request id on every request, answer and log line. Depends on nothing of PulseGate.
 */
package dev.pulsegate.platform.request;
