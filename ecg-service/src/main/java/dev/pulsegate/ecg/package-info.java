/**
 * Streams ECG over WebSocket. Depends on the platform and the contracts, never on another service.
 */
package dev.pulsegate.ecg;
