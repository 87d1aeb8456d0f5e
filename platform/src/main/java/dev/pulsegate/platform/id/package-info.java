/**
 * Identifiers. Plain Java; depends on nothing.
 */
package dev.pulsegate.platform.id;
