/** Whether there is room to write. Depends on nothing of PulseGate. */
package dev.pulsegate.platform.storage;
