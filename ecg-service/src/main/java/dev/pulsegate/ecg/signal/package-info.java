/**
 * What every ECG source, synthetic or recorded, has in common. Plain Java; depends on nothing.
 */
package dev.pulsegate.ecg.signal;
