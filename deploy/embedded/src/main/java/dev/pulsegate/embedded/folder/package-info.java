/**
 * The folder everything PulseGate writes is in: held by one process at a time, with the secrets made at first start.
 * Plain Java.
 */
package dev.pulsegate.embedded.folder;
