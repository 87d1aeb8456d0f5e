/**
 * The viewers' socket, {@code /ws/ecg/stream}: who may watch, and the control messages. Depends on frame and live.
 */
package dev.pulsegate.ecg.viewer;
