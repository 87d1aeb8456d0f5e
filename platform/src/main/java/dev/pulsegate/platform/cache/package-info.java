/**
 * What of our answers may be kept by others. Depends on nothing.
 */
package dev.pulsegate.platform.cache;
