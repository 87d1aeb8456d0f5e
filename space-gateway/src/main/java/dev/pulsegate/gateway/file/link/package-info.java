/**
 * URLs that let their holder read or write one file for a while, without a token. Plain Java. Depends on nothing.
 */
package dev.pulsegate.gateway.file.link;
