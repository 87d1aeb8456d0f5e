/**
 * {@code bench ecg}: rising numbers of viewers on PulseGate's ECG socket and on the raw server in turn, and the two side
 * by side. Depends on load, server and report.
 */
package dev.pulsegate.bench.ecg;
