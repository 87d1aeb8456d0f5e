/**
 * Recordings as ECG sources: which there are, and their endless replay in millivolts at a wanted sampling frequency.
 * Plain Java; depends on the WFDB reader and the signal package.
 */
package dev.pulsegate.ecg.recording;
