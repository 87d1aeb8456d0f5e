/** Load and micro benchmarks. */
package dev.pulsegate.bench;
