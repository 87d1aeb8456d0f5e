/**
 * {@code bench ecg}: rising numbers of viewers on PulseGate's ECG socket and on the raw server in turn, and the two side
 * by side. Depends on load and server.
 */
package dev.pulsegate.bench.ecg;
