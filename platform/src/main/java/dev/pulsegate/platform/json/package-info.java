/**
 * How JSON is read wherever Quarkus reads it, and how it is put together from what is JSON already. Depends on nothing.
 */
package dev.pulsegate.platform.json;
