/**
 * What becomes of attempts, through {@code AttemptReports}: progress, output, results and failures, and how a request goes
 * back into the queue.
 */
package dev.pulsegate.gateway.queue.report;
