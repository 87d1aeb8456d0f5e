/**
 * The viewers' socket, {@code /ws/ecg/stream}: who may watch, and the control messages. Depends on live and stream.
 */
package dev.pulsegate.ecg.viewer;
