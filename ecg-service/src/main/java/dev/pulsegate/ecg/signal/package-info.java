/**
 * What ECG sources have in common: their two kinds, and changing a sampling frequency. Plain Java. Depends on nothing.
 */
package dev.pulsegate.ecg.signal;
