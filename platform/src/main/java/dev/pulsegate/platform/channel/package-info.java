/**
 * Records of contracts as JSON on a channel. Depends on nothing.
 */
package dev.pulsegate.platform.channel;
