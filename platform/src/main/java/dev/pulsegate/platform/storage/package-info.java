/**
 * Whether there is room to write. Depends on nothing.
 */
package dev.pulsegate.platform.storage;
