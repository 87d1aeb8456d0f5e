/**
 * Channels between services over AMQP 1.0: one connection to the broker, kept up for as long as the process lives, and
 * a link on it for each channel. A message that its reader fails with is tried again, then put aside. Knows no channel by
 * name; which there are, and what a broker has to be told of them, stands in docs/channels.md. Depends on channel, storage,
 * task and trace.
 */
package dev.pulsegate.platform.broker;
