/**
 * Channels between services over AMQP 1.0: one connection to the broker, kept up for as long as the process lives, and
 * a link on it for each channel. Knows no channel by name. Depends on task.
 */
package dev.pulsegate.platform.broker;
