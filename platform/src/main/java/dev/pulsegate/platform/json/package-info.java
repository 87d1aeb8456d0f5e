/** How JSON is read wherever Quarkus reads it. Depends on nothing. */
package dev.pulsegate.platform.json;
