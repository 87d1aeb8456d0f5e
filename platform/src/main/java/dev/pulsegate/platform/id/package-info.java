/**
 * Identifiers. Plain Java. Depends on nothing.
 */
package dev.pulsegate.platform.id;
