/** What a service tells Prometheus, held against {@code docs/metrics.md}. */
package dev.pulsegate.testkit.metric;
