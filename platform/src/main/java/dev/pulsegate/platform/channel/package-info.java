/**
 * What crosses a channel, whatever carries it: records of contracts as JSON, and what travels beside them
 * ({@link dev.pulsegate.platform.channel.ChannelHeaders}). Depends on nothing.
 */
package dev.pulsegate.platform.channel;
