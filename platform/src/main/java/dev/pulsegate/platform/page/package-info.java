/**
 * How every list is paged. Plain Java. Depends on nothing.
 */
package dev.pulsegate.platform.page;
