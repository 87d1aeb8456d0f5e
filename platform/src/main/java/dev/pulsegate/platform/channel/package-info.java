/**
 * Records of contracts as JSON on a channel. Depends on Jackson only.
 */
package dev.pulsegate.platform.channel;
