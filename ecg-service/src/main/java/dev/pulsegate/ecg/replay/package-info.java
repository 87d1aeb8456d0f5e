/**
 * Replay: WFDB records as ECG sources. Which there are, and playing one without end, in millivolts, at a wanted
 * sampling frequency. Plain Java. Depends on signal and wfdb.
 */
package dev.pulsegate.ecg.replay;
