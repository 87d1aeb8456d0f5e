/** What of our answers may be kept by others. Depends on nothing of PulseGate. */
package dev.pulsegate.platform.cache;
