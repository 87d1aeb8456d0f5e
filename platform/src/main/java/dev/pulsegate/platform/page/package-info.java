/**
 * How every list is paged. Plain Java; depends on nothing.
 */
package dev.pulsegate.platform.page;
