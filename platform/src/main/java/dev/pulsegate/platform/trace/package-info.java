/**
 * Traces as OpenTelemetry has them: which trace something belongs to ({@code TraceParent}, the one place that reads what
 * comes from outside), spans and where they are sent ({@code Traces}), those of HTTP requests and of messages. Without a
 * collector's address there is nothing of it: no span is made, no header read, nothing written or passed on. Depends on
 * channel and id.
 */
package dev.pulsegate.platform.trace;
